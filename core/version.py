"""The version of the product."""

from importlib.metadata import PackageNotFoundError, version


def product_version() -> str:
    """Return the installed version."""
    try:
        return version("sightline")
    except PackageNotFoundError:
        return "0+checkout"
