// The overview: a filter changes map, timeline and table together, and the address bar with them.
const form = document.getElementById("filters");
const results = document.getElementById("results");
const listed = document.getElementById("places");
let map = null;
let waiting = null; // the request that is under way
let resting = 0;
const later = window.requestIdleCallback ?? ((run) => setTimeout(run, 60)); // once what can be read is on the screen

if (form) {
  if (matchMedia("(max-width: 1000px)").matches) document.getElementById("filter-box").open = false;
  showFacts();
  form.addEventListener("submit", (event) => { event.preventDefault(); go(fromForm()); });
  form.addEventListener("change", () => go(fromForm()));
  results.addEventListener("click", follow);
  listed.addEventListener("click", follow);
  addEventListener("popstate", () => show(location.search.slice(1)));
  for (const field of ["place", "actor", "source"]) suggest(field);
  brush();
  if (document.readyState === "complete") later(startMap);
  else addEventListener("load", () => later(startMap), { once: true });
}

function fromForm() {
  const query = new URLSearchParams();
  for (const [key, value] of new FormData(form)) {
    if (value && !(key === "sort" && value === "newest")) query.append(key, value);
  }
  return query.toString();
}

// Puts what a query string says into the form, so that form and address always agree.
function intoForm(query) {
  const values = new URLSearchParams(query);
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type === "checkbox") field.checked = values.getAll(field.name).includes(field.value);
    else if (field.type !== "hidden") field.value = values.get(field.name) ?? (field.name === "sort" ? "newest" : "");
  }
  form.querySelectorAll("input[type=hidden]").forEach((field) => field.remove());
  for (const name of ["show", "box"]) {
    if (!values.get(name)) continue;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value: values.get(name) });
    form.prepend(field);
  }
}

function follow(event) {
  const link = event.target.closest("a[href^='/?'], a[href='/']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const href = link.getAttribute("href") ?? "/";
  go(href.includes("?") ? href.slice(href.indexOf("?") + 1) : "");
}

function go(query) {
  history.pushState(null, "", query ? `/?${query}` : "/");
  show(query);
}

async function show(query) {
  waiting?.abort();
  const request = (waiting = new AbortController());
  results.classList.add("busy");
  try {
    const answer = await fetch(`/part?${query}`, { signal: request.signal });
    if (answer.redirected) return location.assign(`/?${query}`);
    if (!answer.ok) throw new Error(await sentence(answer));
    results.innerHTML = await answer.text(); // made and escaped by the server
    intoForm(query);
    showFacts();
    results.classList.remove("busy");
    document.documentElement.dataset.shown = query;
    clearTimeout(resting);
    resting = setTimeout(() => map?.load(query), 200); // the map follows when filters rest: drawing it would hold up the next
  } catch (fault) {
    if (fault.name === "AbortError") return;
    const line = document.createElement("p");
    line.className = "notice";
    line.textContent = fault instanceof TypeError ? "The desk does not answer; what is shown is the view before. Is it still running?" : fault.message;
    results.classList.remove("busy");
    results.prepend(line);
  }
}

async function sentence(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("main p")?.textContent ?? `The desk answered ${answer.status}.`;
}

function showFacts() {
  const now = document.getElementById("places-now");
  if (now) listed.replaceChildren(now.content.cloneNode(true));
  const facets = JSON.parse(document.getElementById("facts").dataset.facets);
  form.querySelectorAll("[data-facet]").forEach((count) => {
    const [field, value] = count.dataset.facet.split(":");
    count.textContent = facets[field][value].toLocaleString("en");
  });
}

function suggest(field) {
  const input = document.getElementById(`f-${field}`);
  const list = document.getElementById(`l-${field}`);
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (!input.value) return;
      const answer = await fetch(`/names?${new URLSearchParams({ field, typed: input.value })}`).catch(() => null);
      if (!answer?.ok) return;
      list.replaceChildren(...(await answer.json()).map((name) => Object.assign(document.createElement("option"), { value: name })));
    }, 120);
  });
}

// Dragging across the timeline chooses the days under it.
function brush() {
  let from = null;
  let mark = null;
  const at = (event, svg) => {
    const box = svg.getBoundingClientRect();
    return Math.max(0, Math.min(999.9, ((event.clientX - box.left) / box.width) * 1000));
  };
  const barAt = (svg, x) => {
    const bars = [...svg.querySelectorAll("a")];
    return bars[Math.min(bars.length - 1, Math.floor((x / 1000) * bars.length))];
  };
  results.addEventListener("pointerdown", (event) => {
    const svg = event.target.closest("#timeline svg");
    if (svg && !event.button) from = { svg, x: at(event, svg) };
  });
  results.addEventListener("dragstart", (event) => { if (event.target.closest("#timeline")) event.preventDefault(); });
  addEventListener("pointermove", (event) => {
    if (!from) return;
    const x = at(event, from.svg);
    if (!mark && Math.abs(x - from.x) < 4) return;
    if (!mark) {
      mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      for (const [key, value] of Object.entries({ class: "brush", y: 0, height: 120 })) mark.setAttribute(key, value);
      from.svg.append(mark);
    }
    mark.setAttribute("x", Math.min(x, from.x));
    mark.setAttribute("width", Math.abs(x - from.x));
  });
  addEventListener("pointerup", (event) => {
    if (from && mark) {
      const x = at(event, from.svg);
      const [first, last] = [Math.min(x, from.x), Math.max(x, from.x)].map((one) => barAt(from.svg, one));
      const query = new URLSearchParams(fromForm());
      query.set("from", first.dataset.start);
      query.set("to", last.dataset.end);
      addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
      setTimeout(() => go(query.toString()));
      mark.remove();
    }
    from = mark = null;
  });
}

async function startMap() {
  const box = document.getElementById("map");
  if (!box) return;
  try {
    const { recordMap } = await import("./map.js");
    map = await recordMap(box, {
      onPlace: (place) => {
        const query = new URLSearchParams(fromForm());
        query.set("place", place);
        go(query.toString());
      },
    });
    await map.load(location.search.slice(1));
    const button = document.getElementById("in-view");
    button.hidden = false;
    button.addEventListener("click", () => {
      const query = new URLSearchParams(fromForm());
      query.set("box", map.bounds());
      go(query.toString());
    });
  } catch (fault) {
    box.parentElement.classList.add("nomap");
    box.replaceWith(Object.assign(document.createElement("p"), { className: "notice", textContent: "This browser cannot draw the map; the places are listed instead." }));
    console.warn("no map:", fault);
  }
}
