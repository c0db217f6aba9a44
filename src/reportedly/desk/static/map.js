// The map: land and borders from our own files, points only for exact and near places, provinces shaded by how much is told of them.
import * as maplibre from "./vendor/maplibre-gl.mjs";

const KINDS = ["toll", "displacement", "control", "event"];
const NOTHING = { type: "FeatureCollection", features: [] };
maplibre.setWorkerUrl(new URL("./vendor/maplibre-gl-worker.mjs", import.meta.url).href);

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const byKind = () => ["match", ["get", "kind"], ...KINDS.flatMap((kind) => [kind, colour(kind)]), colour("muted")];

function paint() {
  return {
    background: { "background-color": colour("water") },
    land: { "fill-color": colour("land") },
    provinces: { "line-color": colour("border"), "line-width": 0.5, "line-opacity": 0.45 },
    shaded: { "fill-color": byKind(), "fill-opacity": ["interpolate", ["linear"], ["get", "share"], 0, 0.12, 1, 0.55] },
    borders: { "line-color": colour("border"), "line-width": 0.9 },
    points: {
      "circle-color": byKind(),
      "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "total"]], 1, 5, 10, 16, 50, 30],
      "circle-opacity": ["case", ["==", ["get", "precision"], "exact"], 0.75, 0.08],
      "circle-stroke-color": byKind(),
      "circle-stroke-width": ["case", ["==", ["get", "precision"], "exact"], 1, 2],
    },
  };
}

const LAYERS = [
  ["background", "background", null], ["land", "fill", "countries"], ["shaded", "fill", "shaded"], ["provinces", "line", "provinces"],
  ["borders", "line", "countries"], ["points", "circle", "points"],
];

export async function recordMap(box, { onPlace, address = (query) => `/files/map.geojson?${query}` }) {
  const colours = paint();
  const source = (data) => ({ type: "geojson", data });
  const map = new maplibre.Map({
    container: box,
    style: {
      version: 8,
      sources: { countries: source("/basemap/countries.json"), provinces: source(NOTHING), shaded: source(NOTHING), points: source(NOTHING) },
      layers: LAYERS.map(([id, type, from]) => ({ id, type, ...(from ? { source: from } : {}), paint: colours[id] })),
    },
    center: [38, 33], zoom: 3, maxZoom: 12, attributionControl: { compact: true, customAttribution: "Natural Earth" },
    dragRotate: false, pitchWithRotate: false, touchPitch: false,
  });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  map.touchZoomRotate.disableRotation();
  await new Promise((done, failed) => { map.once("load", done); map.once("error", (event) => failed(event.error)); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const [layer, values] of Object.entries(paint())) for (const [key, value] of Object.entries(values)) map.setPaintProperty(layer, key, value);
  });

  const note = new maplibre.Popup({ closeButton: false, closeOnClick: false, maxWidth: "260px" });
  for (const layer of ["points", "shaded"]) {
    map.on("mousemove", layer, (event) => {
      const told = event.features[0].properties;
      const counts = KINDS.filter((kind) => told[kind]).map((kind) => `${told[kind]} ${kind}`).join(", ");
      map.getCanvas().style.cursor = "pointer";
      note.setLngLat(event.lngLat).setText(`${told.name}: ${counts || told.words || ""}`).addTo(map); // setText: never as markup
    });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; note.remove(); });
    map.on("click", layer, (event) => { note.remove(); onPlace?.(event.features[0].properties.id ?? event.features[0].properties.name); });
  }

  let latest = null;
  let fitted = false;
  const provinces = new Map(); // country -> features

  async function provincesOf(countries) {
    const missing = countries.filter((code) => !provinces.has(code));
    if (missing.length) {
      const answer = await fetch(`/basemap/admin1.json?countries=${missing.join(",")}`);
      for (const code of missing) provinces.set(code, []);
      for (const one of (await answer.json()).features) provinces.get(one.properties.country)?.push(one);
    }
    return countries.flatMap((code) => provinces.get(code));
  }

  async function load(query) {
    const request = (latest = {});
    const answer = await fetch(address(query)).catch(() => null);
    if (!answer?.ok || request !== latest) return;
    const told = (await answer.json()).features;
    const points = told.filter((one) => one.geometry);
    map.getSource("points").setData({ type: "FeatureCollection", features: points });
    named = points.slice(0, 60);
    label();
    if (!fitted && points.length) fit(points);
    fitted = true;
    const countries = [...new Set(told.map((one) => one.properties.country).filter(Boolean))].sort().slice(0, 40);
    const units = await provincesOf(countries);
    if (request !== latest) return;
    const known = new Map(told.filter((one) => one.properties.precision === "admin1").map((one) => [String(one.properties.id), one.properties]));
    const most = Math.max(1, ...[...known.values()].map((one) => one.total));
    const shaded = units.filter((unit) => known.has(`geonames:${unit.properties.id}`)).map((unit) => {
      const one = known.get(`geonames:${unit.properties.id}`);
      return { ...unit, properties: { ...one, share: one.total / most } };
    });
    map.getSource("provinces").setData({ type: "FeatureCollection", features: units });
    map.getSource("shaded").setData({ type: "FeatureCollection", features: shaded });
    map.once("idle", () => {
      if (request === latest) Object.assign(box.dataset, { points: points.length, shaded: shaded.length }); // drawn
    });
  }

  // Names of the fullest places, as many as stand clear of each other.
  let named = [];
  let labels = [];
  function label() {
    labels.forEach((one) => one.remove());
    labels = [];
    const taken = [];
    for (const one of named) {
      const at = map.project(one.geometry.coordinates);
      if (labels.length > 14 || taken.some((other) => Math.abs(other.x - at.x) < 90 && Math.abs(other.y - at.y) < 18)) continue;
      taken.push(at);
      const element = Object.assign(document.createElement("span"), { className: "spot", textContent: one.properties.label ?? one.properties.name });
      labels.push(new maplibre.Marker({ element, anchor: "left", offset: [9, 0] }).setLngLat(one.geometry.coordinates).addTo(map));
    }
  }
  map.on("moveend", label);

  function fit(points) {
    const bounds = new maplibre.LngLatBounds();
    for (const one of points) bounds.extend(one.geometry.coordinates);
    map.fitBounds(bounds, { padding: 50, maxZoom: 6.5, animate: false });
  }

  const bounds = () => {
    const box = map.getBounds();
    return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map((side) => side.toFixed(3)).join(",");
  };
  return { load, bounds, map };
}
