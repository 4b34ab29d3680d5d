// Comforts only: every page works without this file.
"use strict";

// Copy the address of the view, its whole state in it.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const address = new URL(button.dataset.copy, window.location.href).href;
  const said = button.dataset.said || button.textContent;
  button.dataset.said = said;
  try {
    await navigator.clipboard.writeText(address);
    button.textContent = "Link copied";
  } catch {
    window.prompt("Copy this link:", address);
  }
  say("Link copied");
  window.setTimeout(() => { button.textContent = said; }, 2000);
});

// Say to a screen reader what changed, without moving the focus.
function say(words) {
  const place = document.getElementById("said");
  if (place) place.textContent = words;
}
document.addEventListener("htmx:afterSettle", (event) => {
  const lead = document.querySelector("#view [data-say]");
  if (event.target.id === "view" && lead) say(lead.textContent.trim());
});

// What is wrong with what was typed stands at its control, as it does where a page is loaded whole.
function faultsAtControls() {
  document.querySelectorAll("#controls .usa-error-message").forEach((one) => one.remove());
  document.querySelectorAll("#controls [aria-invalid]").forEach((control) => {
    control.removeAttribute("aria-invalid");
    describe(control, (id) => !id.endsWith("-fault"));
  });
  document.querySelectorAll("#view [data-fault-of]").forEach((fault) => {
    const control = document.getElementById(`control-${fault.dataset.faultOf}`);
    if (!control) return;
    const words = document.createElement("span");
    words.className = "usa-error-message";
    words.id = `${control.id}-fault`;
    words.textContent = fault.textContent;
    control.before(words);
    control.setAttribute("aria-invalid", "true");
    describe(control, () => true, words.id);
  });
}
function describe(control, keeps, first = "") {
  const ids = (control.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && keeps(id));
  const all = first ? [first, ...ids] : ids;
  if (all.length) control.setAttribute("aria-describedby", all.join(" "));
  else control.removeAttribute("aria-describedby");
}
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "view") faultsAtControls();
});

// Arrow keys lead from the search box through its results and back.
document.addEventListener("keydown", (event) => {
  if (!["ArrowDown", "ArrowUp", "Escape"].includes(event.key)) return;
  const box = document.getElementById("control-text");
  const results = [...document.querySelectorAll("#view [data-result]")];
  const at = results.indexOf(document.activeElement);
  if (!box || (document.activeElement !== box && at < 0)) return;
  if (event.key === "Escape" && at < 0) return;
  const next = event.key === "Escape" ? -1 : at + (event.key === "ArrowDown" ? 1 : -1);
  const target = next < 0 ? box : results[Math.min(next, results.length - 1)];
  if (target) { target.focus(); event.preventDefault(); }
});

// Results that come late take the place of those before them: the focus stays on the same result, or goes back to the box.
let held = null;
document.addEventListener("htmx:beforeSwap", () => {
  const one = document.activeElement;
  held = one && one.matches("[data-result]") ? one.getAttribute("href") : null;
});
document.addEventListener("htmx:afterSettle", () => {
  if (!held || document.activeElement !== document.body) return;
  const same = [...document.querySelectorAll("#view [data-result]")].find((one) => one.getAttribute("href") === held);
  (same || document.getElementById("control-text"))?.focus();
  held = null;
});

// The answer to an error is shown in the view, not swallowed.
document.addEventListener("htmx:responseError", (event) => say(`Error ${event.detail.xhr.status}`));
document.addEventListener("htmx:sendError", () => {
  say("The program does not answer; it may have been stopped.");
  document.body.classList.add("is-gone");
});
document.addEventListener("htmx:afterRequest", () => document.body.classList.remove("is-gone"));
