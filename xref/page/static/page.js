// Keys, and nothing that does not work without them. Every key presses a link or button of the page.
"use strict";
(() => {
  const body = document.body;
  let leaving = false;

  // A live region speaks when it changes: say again what the page came with.
  const messages = document.getElementById("messages");
  if (messages && messages.children.length) {
    const inside = [...messages.childNodes];
    messages.replaceChildren();
    setTimeout(() => messages.append(...inside), 60);
  }

  document.addEventListener("submit", (event) => {
    if (event.target.method === "dialog") return;
    if (leaving) {
      event.preventDefault();
      return;
    }
    const button = event.submitter;
    const comment = document.getElementById("comment");
    if (button && button.dataset.comment && comment && !comment.value.trim()) {
      event.preventDefault();
      comment.setAttribute("aria-invalid", "true");
      let hint = document.getElementById("comment-missing");
      if (!hint) {
        hint = document.createElement("span");
        hint.id = "comment-missing";
        hint.className = "missing";
        hint.setAttribute("role", "alert");
        comment.after(hint);
        comment.setAttribute("aria-describedby", hint.id);
      }
      hint.textContent = "This reason needs a comment: say why, then choose it again. ";
      comment.focus();
      return;
    }
    leaving = true;
    // After the browser has read the form, so that the pressed button still counts.
    setTimeout(() => event.target.querySelectorAll("button").forEach((one) => { one.disabled = true; }), 0);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  const rows = [...document.querySelectorAll(".rows .row")];
  const links = rows.map((row) => row.querySelector("a.open"));
  const choices = [...document.querySelectorAll("details[data-choice]")];
  const dialog = document.getElementById("keys");

  const mark = (at) => {
    rows.forEach((row, n) => row.classList.toggle("current", n === at));
    if (links[at]) links[at].focus();
  };
  const current = () => links.indexOf(document.activeElement);
  links.forEach((link, n) => {
    link.addEventListener("focus", () => rows.forEach((row, m) => row.classList.toggle("current", m === n)));
  });
  const press = (selector) => {
    const found = document.querySelector(selector);
    if (!found) return false;
    if (found.matches("input, textarea")) {
      found.focus();
      if (found.select) found.select();
    } else found.click();
    return true;
  };
  const step = (by) => {
    if (rows.length) {
      const at = current();
      const to = at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by;
      if (to >= rows.length) press('a[data-key="]"]');
      else if (to < 0) press('a[data-key="["]');
      else mark(to);
      return;
    }
    press(by > 0 ? 'a[data-key="j"]' : 'a[data-key="k"]');
  };
  const choose = (key) => {
    choices.forEach((one) => { one.open = one.dataset.choice === key && !one.open; });
    const open = choices.find((one) => one.open);
    if (open) open.querySelector("summary").focus();
  };
  const reason = (number) => {
    const open = choices.find((one) => one.open);
    const button = open && open.querySelector(`button[data-reason="${number}"]`);
    if (button) button.click();
  };
  const fold = () => {
    choices.forEach((one) => { one.open = false; });
    if (document.activeElement) document.activeElement.blur();
  };

  const actions = {
    j: () => step(1), n: () => step(1), arrowright: () => step(1),
    k: () => step(-1), p: () => step(-1), arrowleft: () => step(-1),
    "]": () => press('a[data-key="]"]'), "[": () => press('a[data-key="["]'),
    t: () => choose("t"), f: () => choose("f"), e: () => choose("e"),
    c: () => press('[data-key="c"]'), a: () => press('button[data-key="a"]'),
    u: () => press('button[data-key="u"]'), q: () => press('a[data-key="q"]'),
    d: () => press('a[data-key="d"]'), escape: fold,
    "/": () => press('[data-key="/"]') || press('a[data-key="q"]'),
    "?": () => (dialog && dialog.showModal ? dialog.showModal() : press('a[data-key="?"]')),
  };
  // Where a Korean or Russian layout is on, the place of the key counts.
  const places = { Slash: "/", BracketLeft: "[", BracketRight: "]" };
  const named = (event) => {
    if (/^[ -~]$/.test(event.key) || event.key.length > 1 && event.key !== "Process") {
      return event.key.toLowerCase();
    }
    if (event.shiftKey && event.code === "Slash") return "?";
    const place = /^(?:Key|Digit)(.)$/.exec(event.code);
    return place ? place[1].toLowerCase() : places[event.code] || "";
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target;
    const field = target.closest && target.closest("input, textarea, select, [contenteditable]");
    const key = named(event);
    if (field) {
      if (key === "escape") field.blur();
      return;
    }
    if (dialog && dialog.open) return;
    if (body.dataset.keys !== "on" && key !== "escape") return;
    if (leaving) {
      event.preventDefault();
      return;
    }
    const digit = /^[1-9]$/.test(key);
    // A key that is held down may walk, but never decides.
    const walks = ["j", "k", "n", "p", "arrowright", "arrowleft"].includes(key) && rows.length;
    if (event.repeat && !walks) return;
    if (digit) reason(key);
    else if (Object.hasOwn(actions, key)) {
      if (key.startsWith("arrow") && target.closest && target.closest(".scroll")) return;
      event.preventDefault();
      actions[key]();
    }
  });
})();
