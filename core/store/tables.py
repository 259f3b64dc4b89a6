"""The tables of an audit file. Instants are ISO 8601 in UTC; digests are SHA-256 in hexadecimal."""

from sqlmodel import Field, SQLModel


class PresentRow(SQLModel, table=True):
    """One part of the present audit as JSON: a field (`name` empty) or one entry of a mapping field."""

    __tablename__ = "present"

    part: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: str


class TrailRow(SQLModel, table=True):
    """One chained entry of the trail; rows are only ever added."""

    __tablename__ = "trail"

    sequence: int = Field(primary_key=True)
    at: str
    actor: str
    actor_name: str
    edit: str
    kind: str
    mark: str
    payload_digest: str
    previous: str
    hash: str


class PayloadRow(SQLModel, table=True):
    """What an entry did, as canonical JSON; apart from the chain, so that it can be purged."""

    __tablename__ = "payload"

    sequence: int = Field(primary_key=True, foreign_key="trail.sequence")
    body: bytes | None = None
    purged_at: str = ""
    purged_because: str = ""


class TouchedRow(SQLModel, table=True):
    """Which entries touched a criterion key; an index for showing its history."""

    __tablename__ = "touched"

    key: str = Field(primary_key=True)
    sequence: int = Field(primary_key=True, foreign_key="trail.sequence")


class TextRow(SQLModel, table=True):
    """A rubric or the recommendations it uses, word for word."""

    __tablename__ = "text"

    digest: str = Field(primary_key=True)
    name: str
    body: str


class ScanRow(SQLModel, table=True):
    """A scan as a compressed scan document; `digest` and `size` are those of the document."""

    __tablename__ = "scan"

    digest: str = Field(primary_key=True)
    size: int
    body: bytes


class BlobRow(SQLModel, table=True):
    """The bytes of an attachment, or their tombstone."""

    __tablename__ = "blob"

    sha256: str = Field(primary_key=True)
    size: int
    purged_at: str = ""
    purged_because: str = ""


class ChunkRow(SQLModel, table=True):
    """At most 1 MiB of an attachment."""

    __tablename__ = "chunk"

    sha256: str = Field(primary_key=True, foreign_key="blob.sha256")
    seq: int = Field(primary_key=True)
    body: bytes


TABLES: tuple[type[SQLModel], ...] = (
    PresentRow,
    TrailRow,
    PayloadRow,
    TouchedRow,
    TextRow,
    ScanRow,
    BlobRow,
    ChunkRow,
)
"""Every table of the file, in the order in which rows are copied."""
