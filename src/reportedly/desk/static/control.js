// Control: the slider walks through the days on which something was said; map and table follow.
const form = document.getElementById("when");
const slider = document.getElementById("day");
let map = null;

if (form) {
  const days = slider.dataset.days.split(" ");
  slider.addEventListener("input", () => {
    document.getElementById("shown").textContent = document.getElementById("on").value = days[slider.value];
  });
  slider.addEventListener("change", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); location.assign(`/control?${query()}`); });
  const box = document.getElementById("map");
  if (box) {
    try {
      const { recordMap } = await import("./map.js");
      map = await recordMap(box, { address: (asked) => `/control.geojson?${asked}` });
      map.load(query());
    } catch (fault) {
      box.replaceWith(Object.assign(document.createElement("p"), { className: "notice", textContent: "This browser cannot draw the map; the table says the same." }));
      console.warn("no map:", fault);
    }
  }
}

function query() {
  return new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();
}

async function show() {
  map?.load(query());
  const answer = await fetch(`/control?${query()}`).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of ["#held", "h1"]) document.querySelector(part).replaceWith(page.querySelector(part));
  history.replaceState(null, "", answer.url);
}
