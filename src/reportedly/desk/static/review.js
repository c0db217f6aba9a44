// The review queue by single keys. What is saved goes over the wire as a form; when the line is lost, everything typed stays.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select");
  const help = document.getElementById("help");
  if (event.key === "Escape" && typing) return typing.blur();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const save = document.getElementById("save");
    if (save && !save.hidden) { event.preventDefault(); save.click(); }
    return;
  }
  if (event.key === "Enter" && event.target.id === "why") {
    event.preventDefault();
    const save = document.getElementById("save");
    return (save && !save.hidden ? save : document.getElementById("comment"))?.click();
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat || help?.open) return;
  if (event.key === "?") { event.preventDefault(); return help?.showModal(); }
  if (event.key === "c") { event.preventDefault(); return document.getElementById("why")?.focus(); }
  const button = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key && !one.hidden);
  if (button) { event.preventDefault(); button.click(); }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#help-button")) document.getElementById("help").showModal();
  if (event.target.closest("#edit")) {
    for (const id of ["editing", "save"]) document.getElementById(id).hidden = false;
    for (const id of ["reading", "accept"]) document.getElementById(id).hidden = true;
    const first = document.querySelector("#editing [name=value]") ?? document.querySelector("#editing input, #editing select");
    first.focus();
    first.select?.();
  }
});

let saving = false;
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!["deciding", "undoing"].includes(form.id)) return;
  event.preventDefault();
  if (saving) return;
  saving = true;
  const body = new URLSearchParams(new FormData(form, event.submitter?.form === form && event.submitter.name ? event.submitter : undefined));
  try {
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = page.querySelector("main");
    if (!answer.ok && answer.status !== 422) throw new Error(main?.querySelector("p")?.textContent ?? `The desk answered ${answer.status}.`);
    document.querySelector("main").replaceWith(main);
    history.replaceState(null, "", answer.status === 422 ? location.href : answer.url);
    const fault = document.getElementById("fault");
    if (fault && !fault.hidden) fault.scrollIntoView({ block: "nearest" });
  } catch (fault) {
    const line = document.getElementById("fault");
    line.textContent = fault instanceof TypeError ? "The desk did not answer, so nothing was saved. What you typed is still here; try again." : fault.message;
    line.hidden = false;
  } finally {
    saving = false;
  }
});
