"""The pages and dialogs of the window: two tables, in the order of the mode rail."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the window, created when it is first shown.

    Attributes:
        factory: `module:Class`; the class is called with the window (`gui.shell.Shell`).
        mode: has a place in the mode rail; such pages need an open audit.
    """

    id: str
    title: str
    icon: str
    factory: str
    mode: bool = False


PAGES: tuple[Page, ...] = (
    Page("welcome", "Welcome", "house", "gui.views.welcome:Welcome"),
    Page("scan", "Scan", "scan-search", "gui.views.scan_progress:ScanProgress"),
    Page("dashboard", "Dashboard", "layout-dashboard", "gui.views.dashboard:Dashboard", mode=True),
    Page("review", "Review", "clipboard-check", "gui.views.workspace:Workspace", mode=True),
    Page("findings", "Findings", "list-checks", "gui.views.findings:Findings", mode=True),
    Page("roadmap", "Roadmap", "square-kanban", "gui.views.roadmap:RoadmapPage", mode=True),
    Page("drill", "Fire drill", "timer", "gui.views.fire_drill:FireDrill", mode=True),
    Page("processes", "Critical processes", "workflow", "gui.views.processes:Processes", mode=True),
    Page("measurements", "Measurements", "gauge", "gui.views.measurements:Measurements", mode=True),
    Page("import", "Import", "import", "gui.views.import_page:ImportPage", mode=True),
    Page("report", "Report", "file-text", "gui.views.report_preview:ReportPreview", mode=True),
    Page("settings", "Settings", "settings", "gui.views.settings_page:SettingsPage"),
)

DIALOGS: dict[str, str] = {
    "new-audit": "gui.dialogs.new_audit:NewAuditDialog",
    "not-applicable": "gui.dialogs.not_applicable:NotApplicableDialog",
    "accept-risk": "gui.dialogs.accept_risk:AcceptRiskDialog",
    "phases": "gui.dialogs.phases:PhasesDialog",
    "work-item": "gui.dialogs.work_item:WorkItemDialog",
    "attach": "gui.dialogs.attach:AttachDialog",
    "sign-export": "gui.dialogs.sign_export:SignExportDialog",
    "verify": "gui.dialogs.verify:VerifyDialog",
    "about": "gui.dialogs.about:AboutDialog",
    "enter-number": "gui.dialogs.enter_number:EnterNumberDialog",
    "time-command": "gui.dialogs.time_command:TimeCommandDialog",
    "arithmetic": "gui.dialogs.arithmetic:Arithmetic",
    "keys": "gui.dialogs.key_sheet:KeySheet",
    "help": "gui.dialogs.help:HelpWindow",
}
"""Dialog id to `module:Class`; the class is called with the window and the arguments given to `show_dialog`."""

MODES: tuple[Page, ...] = tuple(page for page in PAGES if page.mode)


def page(page_id: str) -> Page:
    """Return one page's row.

    Raises:
        KeyError: when the table has none of that id.
    """
    for found in PAGES:
        if found.id == page_id:
            return found
    raise KeyError(page_id)


def load(factory: str) -> Callable[..., Any]:
    """Import a `module:Class` path; this is what keeps a page's libraries out of the start."""
    module, _, name = factory.partition(":")
    return getattr(importlib.import_module(module), name)  # type: ignore[no-any-return]
