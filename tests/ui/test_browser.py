"""The pages in a real Chromium: chat and check, clicked through to passage, result and record, at several widths."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from ui.launch import page_command

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
DATED = "2025年5月時点の通常兵器キャッチオールは"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Debian's Chromium; where it is missing the tests are skipped, but fail under CI."""
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is missing: apt-get install chromium fonts-noto-cjk"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def address(service, tmp_path) -> Iterator[str]:
    """A real Streamlit process with the page, talking to the scripted service."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "GAIHI_URL": service.url}
    with (tmp_path / "streamlit.log").open("wb") as log:
        process = subprocess.Popen(page_command(port), env=environment, stdout=log, stderr=log)
    try:
        _wait_until_ready(process, port, tmp_path / "streamlit.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/_stcore/health", trust_env=False).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    pytest.fail(f"Streamlit did not start:\n{log.read_text(encoding='utf-8')}")


def ask(tab: Any, question: str, number: int = 1) -> Any:
    """Type the question, send it, and give the turn that answers it."""
    box = tab.get_by_placeholder("輸出管理について質問する")
    box.fill(question)
    box.press("Enter")
    turn = tab.locator(".g-turn").nth(number - 1)
    turn.wait_for()
    return turn


@pytest.mark.parametrize("width", [1280, 600])
def test_a_click_on_a_mark_shows_the_highlighted_quote(chromium, address, tmp_path, width):
    """A question is answered; the mark behind a statement brings its passage, with the quote highlighted, into view."""
    from playwright.sync_api import expect

    tab = chromium.new_page(viewport={"width": width, "height": 900})
    tab.goto(address)
    turn = ask(tab, DATED)
    expect(turn.get_by_text("2025年10月9日に客観要件が加わる予定である。", exact=True).first).to_be_visible()
    expect(turn.get_by_text("2025年5月31日（質問から）")).to_be_visible()
    turn.locator("summary", has_text="スライド41").nth(1).click()  # folded away by the reader: the mark opens it again
    quote = turn.locator("mark", has_text="2025年10月9日に客観要件が加わる予定である。")
    expect(quote).to_be_hidden()
    turn.get_by_role("link", name="出典2の箇所を見る").click()
    expect(quote).to_be_in_viewport(ratio=0.9)
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"
    tab.screenshot(path=tmp_path / f"chat-{width}.png")


def test_a_hostile_document_runs_and_loads_nothing(chromium, address):
    """Scripts and images of a document neither run nor load; nothing outside this machine is asked for."""
    tab = chromium.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("dialog", lambda dialog: pytest.fail(f"a script of the document ran: {dialog.message}"))
    tab.goto(address)
    turn = ask(tab, "規程には何と書いてありますか")
    assert "<script>window.hacked = 1</script>" in turn.locator("mark").inner_text()
    assert tab.evaluate("window.hacked") is None
    assert turn.locator("img, script, iframe").count() == 0
    assert [url for url in asked if not url.startswith((f"{address}/", "data:", "blob:"))] == []


def test_the_page_moves_to_the_new_answer(chromium, address):
    """After a second question its turn is in view, not the first one."""
    from playwright.sync_api import expect

    tab = chromium.new_page(viewport={"width": 1280, "height": 700})
    tab.goto(address)
    ask(tab, "キャッチオール規制の客観要件とは")
    turn = ask(tab, DATED, number=2)
    expect(turn.locator("h2")).to_be_in_viewport()


def idle(tab: Any) -> None:
    """Wait until the page has finished its run."""
    tab.wait_for_timeout(200)
    tab.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']", timeout=60_000)


def press(tab: Any, name: str) -> None:
    """Click the button of that name and wait for what comes of it."""
    tab.get_by_role("button", name=name, exact=True).first.click()
    idle(tab)


@pytest.mark.parametrize("width", [1280, 400])
def test_an_interview_leads_to_a_result_and_its_record(chromium, address, service, tmp_path, width):
    """From the chat page by its link, through four questions, to a permit and the record that a named person saves."""
    from playwright.sync_api import expect

    tab = chromium.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(address)
    tab.get_by_role("link", name="取引の確認").click()
    press(tab, "貨物の輸出")
    tab.get_by_role("spinbutton", name="year").click()
    tab.keyboard.type("20260603")
    press(tab, "決める")
    tab.get_by_role("combobox").first.click()
    tab.keyboard.type("韓国")
    tab.get_by_text("Add: 韓国").click()  # an alias, which the service knows
    press(tab, "決める")
    expect(
        tab.locator(".g-pair", has_text="大韓民国（KR）").or_(tab.locator(".g-pair", has_text="韓国（KR）")).first
    ).to_be_visible()
    press(tab, "該当（1〜15項）")
    outcome = tab.locator(".st-key-g-now .g-word")
    expect(outcome).to_contain_text("許可必要")
    expect(tab.locator("#result").get_by_text("法令で確認").first).to_be_attached()
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"
    tab.get_by_label("事実を確認した人の氏名").fill("輸出 花子")
    tab.keyboard.press("Enter")
    idle(tab)
    expect(outcome).to_be_in_viewport()  # the result stays in view at the other end of the page
    press(tab, "すべてに印を付ける")
    press(tab, "記録を作る")
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Markdown で保存").click()
    assert download.value.suggested_filename.endswith(".md")
    assert Path(download.value.path()).read_text(encoding="utf-8") == "# 記録 markdown"
    assert {entry["confirmed_by"] for entry in service.recorded[0]["facts"].values()} == {"輸出 花子"}
    tab.screenshot(path=tmp_path / f"check-{width}.png")
    assert [url for url in asked if not url.startswith((f"{address}/", "data:", "blob:"))] == []


def test_confirmed_facts_are_handed_to_the_check(chromium, address):
    """A proposal that was confirmed in the chat is an answered fact on the other page; the others are not."""
    from playwright.sync_api import expect

    tab = chromium.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(address)
    ask(tab, "当社の工作機械をシリアへ輸出できますか")
    press(tab, "確認する")
    press(tab, "「取引の確認」で続ける")
    expect(tab.get_by_text("回答済みの事実（1）")).to_be_visible()
    expect(tab.locator(".g-pair", has_text="シリア（SY）").first).to_be_visible()


def test_the_interview_goes_by_keyboard_alone(chromium, address):
    """The answers are reached with the tab key in their order and chosen with Enter."""
    from playwright.sync_api import expect

    tab = chromium.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(f"{address}/check")
    tab.get_by_role("button", name="貨物の輸出").focus()
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("button", name="技術の提供")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.get_by_text("回答済みの事実（1）")).to_be_visible(timeout=60_000)
    expect(tab.locator(".g-pair", has_text="技術の提供").first).to_be_visible()


@pytest.mark.parametrize("width", [1280, 400])
def test_a_conversation_survives_loading_anew_and_is_deleted_after_asking(chromium, address, service, tmp_path, width):
    """Ask, go on, load the page again: both turns are there; the second click deletes the conversation."""
    from playwright.sync_api import expect

    first, then = "キャッチオール規制の客観要件とは", "では三か月前は"
    tab = chromium.new_page(viewport={"width": width, "height": 900})
    tab.goto(address)
    ask(tab, first)
    ask(tab, then, number=2)
    idle(tab)
    expect(tab.get_by_text("前の質問の続きとして").first).to_be_visible()
    service.talks["c-1"] = [first, then]
    tab.reload()
    expect(tab.locator(".g-turn")).to_have_count(2, timeout=60_000)
    idle(tab)
    tab.screenshot(path=tmp_path / f"talk-{width}.png")
    if (fold := tab.get_by_test_id("stExpandSidebarButton")).is_visible():
        fold.click()
        tab.wait_for_timeout(500)  # it slides in
    press(tab, "この会話を消す")
    press(tab, "消す")
    expect(tab.locator(".g-turn")).to_have_count(0)
    assert service.talks == {} and "c=" not in tab.url
