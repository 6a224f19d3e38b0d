"""Launch: how Streamlit is started for these pages: on loopback, without telemetry, file watching or developer menus."""

import sys
from pathlib import Path

PAGE = Path(__file__).with_name("app.py")
_SETTINGS = {
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "theme.base": "light",
    "theme.primaryColor": "#1f5f8b",
    "theme.textColor": "#1c2733",
    "theme.secondaryBackgroundColor": "#f3f6f9",
    "theme.baseRadius": "0.5rem",
}


def page_command(port: int, host: str = "127.0.0.1") -> list[str]:
    """The command line that serves the pages; the service's address goes into its environment as `GAIHI_URL`."""
    given = {**_SETTINGS, "server.address": host, "server.port": str(port)}
    return [sys.executable, "-m", "streamlit", "run", str(PAGE), *(f"--{key}={value}" for key, value in given.items())]
