"""The page of drafts in a real Chromium, against a real service: made, edited in place, compared, and given to review."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.service import create_app
from ingest.settings import load_settings
from ui.launch import page_command

sys.path.insert(0, str(Path(__file__).parent))
from test_browser import _wait_until_ready, chromium  # noqa: F401  a fixture

pytestmark = pytest.mark.browser


@pytest.fixture
def address(index_home, tmp_path, serve_app) -> Iterator[str]:
    """A real Streamlit process, talking to a real service with the digests that ship."""
    shutil.copytree(index_home, tmp_path / "home")
    settings = load_settings(home=tmp_path / "home")
    url = serve_app(create_app(Assistant(settings, lambda: date(2026, 6, 10)), settings))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (tmp_path / "streamlit.log").open("wb") as log:
        process = subprocess.Popen(page_command(port), env={**os.environ, "GAIHI_URL": url}, stdout=log, stderr=log)
    try:
        _wait_until_ready(process, port, tmp_path / "streamlit.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def test_a_draft_is_made_edited_and_submitted(chromium, address, tmp_path):  # noqa: F811
    """A person writes into a draft, sees the marks, the evidence and the difference, and gives it to review."""
    from playwright.sync_api import expect

    tab = chromium.new_page(viewport={"width": 1280, "height": 1000})
    tab.set_default_timeout(60_000)
    tab.goto(f"{address}/drafts")
    tab.get_by_label("あなたの氏名").fill("佐藤")
    tab.get_by_label("あなたの氏名").press("Enter")
    tab.get_by_label("問い（一行に一つ").fill("グループAの国はどこですか")
    tab.get_by_label("問い（一行に一つ").press("Control+Enter")
    tab.get_by_role("button", name="下書きを作る").click()
    expect(tab.get_by_text("グループAの国はどこですか").first).to_be_visible(timeout=60_000)
    answer = tab.locator('[class*="st-key-g-para-"]').filter(has=tab.locator(".g-role", has_text="答")).first
    answer.get_by_role("button", name="直す").click()
    box = tab.get_by_label("本文", exact=True)
    box.fill(box.input_value() + "\n社内の窓口は総務部である。")
    box.press("Control+Enter")
    tab.get_by_role("button", name="保存する").click()
    flag = tab.locator(".g-flag", has_text="根拠なし").first
    expect(flag).to_be_visible(timeout=60_000)
    answer.locator(".g-evidence summary").first.click()
    expect(answer.locator(".g-evidence mark").first).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"
    flag.scroll_into_view_if_needed()
    tab.screenshot(path=tmp_path / "draft.png")
    tab.get_by_text("版と差分", exact=True).click()
    expect(tab.locator("ins", has_text="社内の窓口は総務部である。")).to_be_visible()
    tab.screenshot(path=tmp_path / "draft-diff.png")
    tab.get_by_text("審査とコメント", exact=True).click()
    tab.get_by_role("button", name="審査に出す").click()
    expect(tab.locator(".g-draft-head .g-badge", has_text="審査中")).to_be_visible(timeout=60_000)
    tab.screenshot(path=tmp_path / "draft-review.png")


def test_the_page_fits_a_narrow_window(chromium, address):  # noqa: F811
    """Nothing scrolls sideways."""
    tab = chromium.new_page(viewport={"width": 600, "height": 900})
    tab.set_default_timeout(60_000)
    tab.goto(f"{address}/drafts")
    tab.get_by_text("新しい文案").first.wait_for()
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
