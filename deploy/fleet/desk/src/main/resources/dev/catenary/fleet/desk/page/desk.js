// The fleet's map: all findings, told live. Nothing is asked from any other host.
const ROWS_MAX = 500;
const COLOURS = {
  new: '#b5179e', still: '#d00000', worse: '#7a0010', better: '#e08e00', gone: '#3a7d44', unseen: '#6c757d',
  withdrawn: '#9aa0a6',
};
const findings = new Map();
const byId = (id) => document.getElementById(id);
let map = null;
let planned = 0;

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function shown() {
  const rank = byId('rank').value;
  const state = byId('state').value;
  return [...findings.values()].filter(({ properties: p }) =>
    (rank === '' || String(p.rank) === rank) && (state === '' ? p.state !== 'withdrawn' : p.state === state));
}

function worstFirst(a, b) {
  const room = (f) => f.properties.loadedMetres - f.properties.requiredMetres;
  return a.properties.rank - b.properties.rank || room(a) - room(b);
}

function growth(p) {
  return p.growthMetresAYear === undefined ? '' : `${p.growthMetresAYear.toFixed(2)} ± ${p.growthErrorMetresAYear.toFixed(2)}`;
}

function age(millis) {
  const days = (Date.now() - millis) / 86400000;
  return days < 1 ? 'today' : `${Math.floor(days)} d ago`;
}

function row(finding) {
  const p = finding.properties;
  const made = document.createElement('tr');
  const rank = document.createElement('td');
  const open = element('button', p.rank === 0 ? '0 violation' : '1 near');
  open.type = 'button';
  open.addEventListener('click', () => detail(p.findingId));
  rank.append(open);
  made.append(rank);
  for (const text of [p.state, p.loadedMetres.toFixed(2), p.requiredMetres.toFixed(2), growth(p), age(p.lastSeenMillis), p.vehicle]) {
    made.append(element('td', text));
  }
  return made;
}

function draw() {
  planned = 0;
  const now = shown();
  byId('rows').replaceChildren(...now.toSorted(worstFirst).slice(0, ROWS_MAX).map(row));
  const violations = now.filter((f) => f.properties.rank === 0 && f.properties.state !== 'gone').length;
  byId('counts').textContent = `${now.length} findings, ${violations} violations`;
  map?.getSource('findings')?.setData({ type: 'FeatureCollection', features: now });
}

function plan() {
  planned ||= setTimeout(draw, 200);
}

async function detail(id) {
  const answer = await fetch(`/api/findings/${encodeURIComponent(id)}`);
  const finding = await answer.json();
  const p = finding.properties;
  const months = p.monthsMost < 0
    ? (p.monthsLeast < 0 ? 'the rule holds' : `rule broken in ${p.monthsLeast?.toFixed(0)} months at the earliest, or never`)
    : `rule broken in ${p.monthsLeast?.toFixed(0)} to ${p.monthsMost?.toFixed(0)} months`;
  const list = document.createElement('dl');
  const rows = [
    ['Finding', `${p.findingId}, version ${p.version}`],
    ['State', `${p.state}, seen in ${p.observations} passes`],
    ['Distance', `${p.distanceMetres.toFixed(2)} m; loaded ${p.loadedMetres.toFixed(2)} m; standard error ${p.errorMetres.toFixed(2)} m`],
    ['Rule', `${p.rule} asks for ${p.requiredMetres.toFixed(2)} m (${p.rulesVersion})`],
    ['Growth', p.growthMetresAYear === undefined ? 'not known: seen in one pass' : `${growth(p)} m a year towards the wire; ${months}`],
    ['Place', `${finding.geometry.coordinates[1].toFixed(6)}, ${finding.geometry.coordinates[0].toFixed(6)} (${p.datum}), zone ${p.zone}`],
    ['Seen by', `${p.vehicle}, mission ${p.missionLabel || p.mission}, ${new Date(p.lastSeenMillis).toISOString()}`],
    ['Evidence', `event ${p.eventId}, revision ${p.revision}`],
    ['Model, software', `${p.classifier}, ${p.softwareVersion}`],
    ['Utility', p.owner],
  ];
  for (const [name, text] of rows) {
    list.append(element('dt', name), element('dd', text));
  }
  byId('detail').replaceChildren(element('h2', 'Finding'), list);
  byId('detail').hidden = false;
  map?.easeTo({ center: finding.geometry.coordinates });
}

async function load() {
  const answer = await fetch('/api/findings');
  const all = await answer.json();
  findings.clear();
  for (const feature of all.features) {
    findings.set(feature.id, feature);
  }
  draw();
  fit();
}

function fit() {
  const now = shown();
  if (!map || now.length === 0) {
    return;
  }
  const bounds = new maplibregl.LngLatBounds();
  now.forEach((f) => bounds.extend(f.geometry.coordinates));
  map.fitBounds(bounds, { padding: 40, maxZoom: 17, duration: 0 });
}

function listen() {
  const stream = new EventSource('/api/stream');
  stream.onopen = load;
  stream.onmessage = (event) => {
    const first = findings.size === 0;
    for (const feature of JSON.parse(event.data).features) {
      const before = findings.get(feature.id);
      if (!before || before.properties.version < feature.properties.version) {
        findings.set(feature.id, feature);
      }
    }
    plan();
    if (first) {
      fit();
    }
  };
  stream.addEventListener('reload', load);
}

function openMap() {
  maplibregl.setWorkerUrl('/maplibre/maplibre-gl-csp-worker.js');
  map = new maplibregl.Map({
    container: 'map',
    attributionControl: false,
    style: { version: 8, sources: {}, layers: [{ id: 'ground', type: 'background', paint: { 'background-color': '#dfe5e2' } }] },
    center: [134, -27],
    zoom: 3,
  });
  map.addControl(new maplibregl.NavigationControl());
  map.addControl(new maplibregl.ScaleControl());
  map.on('load', () => {
    map.addSource('findings', { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
    map.addLayer({
      id: 'findings',
      type: 'circle',
      source: 'findings',
      paint: {
        'circle-radius': ['case', ['==', ['get', 'rank'], 0], 8, 5],
        'circle-color': ['match', ['get', 'state'], ...Object.entries(COLOURS).flat(), '#000000'],
        'circle-stroke-width': ['case', ['==', ['get', 'rank'], 0], 2, 1],
        'circle-stroke-color': '#ffffff',
      },
    });
    map.on('click', 'findings', (event) => detail(event.features[0].properties.findingId));
    document.body.dataset.map = 'ready';
    draw();
    fit();
  });
}

byId('filter').addEventListener('input', draw);
byId('filter').addEventListener('submit', (event) => event.preventDefault());
try {
  openMap();
} catch (problem) {
  byId('map').textContent = `No map: ${problem.message}. The list beside it has everything.`;
}
listen();
