"""Using the served site by keys alone, as people do who hold no mouse.

Every stop on the way is looked at: the focus is on the screen and marked. No pointer is used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.factories.accounts import PASSWORD, shown_by_app

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

# How far away anything may be, in presses of Tab.
MOST = 250
FOCUS = """wanted => {
    const here = document.activeElement, box = here.getBoundingClientRect();
    if (here === document.body || here === null) return null;
    const look = part => getComputedStyle(here, part);
    // A card or a cell is marked as a whole, an area of a map by its line.
    const around = [];
    for (let each = here.parentElement; each; each = each.parentElement) around.push(each);
    return {
        what: here.outerHTML.slice(0, 120),
        isWanted: here === wanted,
        isSeen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
        isMarked: look().outlineStyle !== "none" || look("::after").outlineStyle !== "none"
            || look().boxShadow !== "none" || here.matches("input, select, textarea")
            || around.some(each => getComputedStyle(each).outlineStyle !== "none")
            || here.closest("svg") !== null,
    };
}"""
NO_POINTER = (
    "for (const kind of ['pointerdown', 'mousedown', 'touchstart'])"
    " addEventListener(kind, () => { throw new Error('a pointer was used'); }, true)"
)


@dataclass
class Keys:
    """Somebody at a page with keys alone.

    ``steps`` counts the presses of Tab; ``faults`` holds where the focus was not seen, and what
    scripts say, of the use of a pointer too.
    """

    page: Page
    steps: int = 0
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(NO_POINTER)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def to(self, target: Locator, key: str = "Tab") -> None:
        """Press Tab until the target has the focus."""
        expect(target).to_have_count(1)
        wanted = target.element_handle()
        for _ in range(MOST):
            if (here := self.page.evaluate(FOCUS, wanted)) and here["isWanted"]:
                return
            self.step(key)
        raise AssertionError(f"{key} does not lead to {target} on {self.page.url}")

    def step(self, key: str = "Tab") -> dict[str, Any] | None:
        """Press Tab once and return where the focus is; nothing at the end."""
        self.page.keyboard.press(key)
        self.steps += 1
        here: dict[str, Any] | None = self.page.evaluate(FOCUS, None)
        if here and not (here["isSeen"] and here["isMarked"]):
            self.faults.append(f"the focus is not seen on {self.page.url}: {here['what']}")
        return here

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Go to a link or a button and press it."""
        self.to(target)
        self.page.keyboard.press(key)

    def leave(self, target: Locator, key: str = "Enter") -> None:
        """Press a link or a button that leads to another page, and wait for that page."""
        self.to(target)
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press(key)

    def type(self, target: Locator, words: str) -> None:
        """Go to a field and write in it, in place of what stands there."""
        self.to(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)
        expect(target).to_have_value(words)

    def choose(self, target: Locator, label: str) -> None:
        """Go to a list and choose what begins so."""
        self.to(target)
        self.page.keyboard.type(label)
        expect(target.locator("option:checked")).to_contain_text(label)

    def pick(self, target: Locator) -> None:
        """Go to one of several buttons of which one holds: Tab to the group, arrows inside."""
        name = target.get_attribute("name")
        for _ in range(MOST):
            if self.page.evaluate("document.activeElement.name") == name:
                break
            self.step()
        self._within(target)
        self.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def _within(self, target: Locator) -> None:
        wanted = target.element_handle()
        for _ in range(MOST):
            if (here := self.page.evaluate(FOCUS, wanted)) and here["isWanted"]:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"arrows do not lead to {target}")

    def round(self) -> int:
        """Go through the whole page and out of it again; return how many stops there are."""
        stops = 0
        while self.step() is not None:
            stops += 1
            assert stops < 4 * MOST, f"the keys never leave {self.page.url}"
        return stops

    def sign_in(self, email: str) -> None:
        """Sign in on the page that asks for it."""
        self.type(self.page.locator("[name=login]"), email)
        self.type(self.page.locator("[name=password]"), PASSWORD)
        self.leave(self.page.locator(".form button[type=submit]"))

    def prove_twice(self) -> None:
        """Set up an authenticator app, and keep the codes for the day when it is lost."""
        self.leave(self.page.get_by_role("link", name="Set up the app"))
        self.press(self.page.locator("summary", has_text="Copy the key instead"))
        secret = self.page.locator(".key-text").inner_text()
        self.type(self.page.locator("[name=code]"), shown_by_app(secret))
        self.leave(self.page.get_by_role("button", name="Turn it on"))
