// A flat map about one place: metres east and north, exact enough for the few kilometres of a mission.

const METRES_PER_DEGREE = 111195;
const TAP_PIXELS = 8;
const FINGER_PIXELS = 24;
const NEAR_PIXELS_PER_METRE = 4;
const BAR_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];

export class Plane {
  constructor(canvas, signal, choose) {
    Object.assign(this, {canvas, choose, zones: [], track: [], features: [], violations: [], origin: null, chosen: null,
      marked: null, isOld: false,
      east: 0, north: 0, pixelsPerMetre: 2, moved: false});
    this.fingers = new Map();
    const listen = (name, act) => canvas.addEventListener(name, act, {signal, passive: false});
    listen('pointerdown', e => {
      canvas.setPointerCapture(e.pointerId);
      this.fingers.set(e.pointerId, {x: e.clientX, y: e.clientY, path: 0});
    });
    listen('pointermove', e => this.#drag(e));
    listen('pointerup', e => {
      if ((this.fingers.get(e.pointerId)?.path ?? TAP_PIXELS) < TAP_PIXELS) {
        this.#tap(e);
      }
      this.fingers.delete(e.pointerId);
    });
    listen('pointercancel', e => this.fingers.delete(e.pointerId));
    listen('wheel', e => {
      e.preventDefault();
      this.zoom(Math.exp(-e.deltaY * 0.0012));
    });
    listen('keydown', e => this.#key(e));
    const observer = new ResizeObserver(() => this.draw());
    observer.observe(canvas);
    signal.addEventListener('abort', () => observer.disconnect());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw(), {signal});
  }

  /** What is to be seen; places are [longitude, latitude] in degrees. */
  show(zones, track, features, violations) {
    this.origin ??= track.at(-1)?.slice(0, 2) ?? zones[0]?.corners[0] ?? null;
    if (!this.origin) {
      this.draw();
      return;
    }
    const flat = place => this.#flat(place);
    this.zones = zones.map(zone => ({zone, ring: zone.corners.map(flat)})).reverse();
    this.track = track.map(flat);
    this.features = features.map(feature => places(feature.geometry).map(flat));
    this.violations = violations.map(each => ({violation: each, spot: flat([each.longitudeDegrees, each.latitudeDegrees])})).reverse();
    if (!this.moved) {
      this.fit();
    }
    this.draw();
  }

  #flat([lon, lat]) {
    const shrink = Math.cos(this.origin[1] * Math.PI / 180);
    return [(lon - this.origin[0]) * METRES_PER_DEGREE * shrink, (lat - this.origin[1]) * METRES_PER_DEGREE];
  }

  /** Marks one violation, or none; with centre its place comes to the middle, near enough to be told from others. */
  mark(violation, centre) {
    this.marked = violation?.id ?? null;
    this.chosen = null;
    if (violation && centre && this.origin && violation.latitudeDegrees != null) {
      [this.east, this.north] = this.#flat([violation.longitudeDegrees, violation.latitudeDegrees]);
      this.pixelsPerMetre = Math.max(this.pixelsPerMetre, NEAR_PIXELS_PER_METRE);
      this.moved = true;
    }
    this.draw();
  }

  /** Whether the track's end is no longer where the vehicle is. */
  old(isOld) {
    if (this.isOld !== isOld) {
      this.isOld = isOld;
      this.draw();
    }
  }

  fit() {
    const all = [...this.zones.flatMap(({ring}) => ring), ...this.track];
    if (all.length === 0) {
      return;
    }
    const [west, south, east, north] = all.reduce(([w, s, e, n], [x, y]) =>
      [Math.min(w, x), Math.min(s, y), Math.max(e, x), Math.max(n, y)], [Infinity, Infinity, -Infinity, -Infinity]);
    this.east = (west + east) / 2;
    this.north = (south + north) / 2;
    this.pixelsPerMetre = Math.min(8, 0.88 * Math.min(
      this.canvas.clientWidth / Math.max(20, east - west), this.canvas.clientHeight / Math.max(20, north - south)));
    this.moved = false;
    this.draw();
  }

  zoom(factor) {
    this.pixelsPerMetre = Math.min(60, Math.max(0.01, this.pixelsPerMetre * factor));
    this.moved = true;
    this.draw();
  }

  #drag(e) {
    const finger = this.fingers.get(e.pointerId);
    if (!finger) {
      return;
    }
    const [dx, dy] = [e.clientX - finger.x, e.clientY - finger.y];
    if (this.fingers.size === 2) {
      const other = [...this.fingers].find(([id]) => id !== e.pointerId)[1];
      const was = Math.hypot(finger.x - other.x, finger.y - other.y);
      this.zoom(Math.hypot(e.clientX - other.x, e.clientY - other.y) / Math.max(1, was));
    }
    const share = this.fingers.size === 2 ? 0.5 : 1;
    this.east -= share * dx / this.pixelsPerMetre;
    this.north += share * dy / this.pixelsPerMetre;
    Object.assign(finger, {x: e.clientX, y: e.clientY, path: finger.path + Math.hypot(dx, dy)});
    this.moved ||= finger.path >= TAP_PIXELS;
    this.draw();
  }

  #key(e) {
    const step = 40 / this.pixelsPerMetre;
    const move = {ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step]}[e.key];
    if (move) {
      e.preventDefault();
      this.east += move[0];
      this.north += move[1];
      this.moved = true;
      this.draw();
    } else if ('+=-'.includes(e.key)) {
      this.zoom(e.key === '-' ? 0.8 : 1.25);
    }
  }

  #tap(e) {
    const box = this.canvas.getBoundingClientRect();
    const east = this.east + (e.clientX - box.left - box.width / 2) / this.pixelsPerMetre;
    const north = this.north - (e.clientY - box.top - box.height / 2) / this.pixelsPerMetre;
    const near = this.violations
      .map(({violation, spot}) => ({violation, pixels: Math.hypot(spot[0] - east, spot[1] - north) * this.pixelsPerMetre}))
      .filter(({pixels}) => pixels < FINGER_PIXELS).sort((a, b) => a.pixels - b.pixels)[0];
    const hit = near ? null : this.zones.findLast(({ring}) => inside(ring, east, north));
    this.choose({zone: hit?.zone ?? null, violation: near?.violation ?? null});
    this.chosen = hit?.zone.id ?? null;
    this.draw();
  }

  draw() {
    const {canvas} = this;
    const ratio = Math.min(2, devicePixelRatio);
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const pen = canvas.getContext('2d');
    pen.scale(ratio, ratio);
    const style = getComputedStyle(canvas);
    const ink = name => style.getPropertyValue(name).trim();
    const at = ([x, y]) => [width / 2 + (x - this.east) * this.pixelsPerMetre, height / 2 - (y - this.north) * this.pixelsPerMetre];
    pen.lineJoin = 'round';
    this.#zones(pen, at, ink);
    line(pen, this.track.map(at), ink('--ink'), 2.5, []);
    for (const row of this.features) {
      line(pen, row.map(at), ink('--r1'), 2, [6, 3]);
    }
    for (const {violation, spot} of this.violations) {
      mark(pen, at(spot), ink, violation.id === this.marked);
    }
    if (this.track.length > 0) {
      here(pen, at(this.track.at(-1)), ink, this.isOld);
    }
    northAndScale(pen, width, height, this.pixelsPerMetre, ink);
  }

  #zones(pen, at, ink) {
    const side = this.zones.length === 0 ? 0 : Math.abs(at(this.zones[0].ring[1])[0] - at(this.zones[0].ring[0])[0]);
    for (const {zone, ring} of this.zones) {
      const corners = ring.map(at);
      pen.beginPath();
      corners.forEach(([x, y]) => pen.lineTo(x, y));
      pen.closePath();
      pen.globalAlpha = zone.state === 'open' ? 0.15 : 0.35;
      pen.fillStyle = ink(`--r${zone.rank}`);
      pen.fill();
      pen.globalAlpha = 1;
      pen.setLineDash(zone.state === 'open' ? [4, 3] : []);
      pen.lineWidth = zone.id === this.chosen ? 4 : zone.rank === 0 ? 2.5 : 1;
      pen.strokeStyle = zone.id === this.chosen ? ink('--ink') : ink(`--r${zone.rank}`);
      pen.stroke();
      pen.setLineDash([]);
      if (side > 22) {
        pen.fillStyle = ink('--ink');
        pen.font = '600 12px system-ui, sans-serif';
        pen.textAlign = 'left';
        pen.fillText(String(zone.rank), Math.min(...corners.map(c => c[0])) + 4, Math.min(...corners.map(c => c[1])) + 14);
      }
    }
  }
}

const places = geometry => ({Point: [geometry.coordinates], LineString: geometry.coordinates,
  Polygon: geometry.coordinates[0]}[geometry.type] ?? []);

function inside(ring, x, y) {
  let is = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[xi, yi], [xj, yj]] = [ring[i], ring[j]];
    if (yi > y !== yj > y && x < (xj - xi) * (y - yi) / (yj - yi) + xi) {
      is = !is;
    }
  }
  return is;
}

function line(pen, row, colour, width, dash) {
  pen.beginPath();
  row.forEach(([x, y]) => pen.lineTo(x, y));
  pen.setLineDash(dash);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke();
  pen.setLineDash([]);
}

function mark(pen, [x, y], ink, chosen) {
  if (chosen) {
    pen.beginPath();
    pen.arc(x, y, 15, 0, 7);
    pen.lineWidth = 4;
    pen.strokeStyle = ink('--ink');
    pen.stroke();
  }
  pen.beginPath();
  for (let i = 0; i < 8; i++) {
    pen.lineTo(x + 8 * Math.cos((i + 0.5) * Math.PI / 4), y + 8 * Math.sin((i + 0.5) * Math.PI / 4));
  }
  pen.closePath();
  pen.fillStyle = ink('--fail');
  pen.fill();
  line(pen, [[x, y - 4], [x, y + 1]], ink('--mark'), 2, []);
  line(pen, [[x, y + 3], [x, y + 4.5]], ink('--mark'), 2, []);
}

/** The vehicle: full where it is now, hollow and named where it was when it was last heard of. */
function here(pen, [x, y], ink, isOld) {
  pen.beginPath();
  pen.arc(x, y, 7, 0, 7);
  pen.fillStyle = ink(isOld ? '--panel' : '--accent');
  pen.fill();
  pen.lineWidth = 3;
  pen.strokeStyle = ink(isOld ? '--quiet' : '--panel');
  pen.stroke();
  if (isOld) {
    pen.font = '600 12px system-ui, sans-serif';
    pen.textAlign = 'left';
    pen.fillStyle = ink('--ink');
    pen.fillText('last known place', x + 12, y + 4);
  }
}

function northAndScale(pen, width, height, pixelsPerMetre, ink) {
  pen.fillStyle = pen.strokeStyle = ink('--ink');
  pen.font = '600 13px system-ui, sans-serif';
  pen.textAlign = 'center';
  pen.fillText('N', width - 24, 22);
  pen.beginPath();
  [[-24, 28], [-17, 50], [-24, 44], [-31, 50]].forEach(([x, y]) => pen.lineTo(width + x, y));
  pen.fill();
  const metres = BAR_STEPS.findLast(step => step * pixelsPerMetre <= width / 3) ?? BAR_STEPS[0];
  const long = metres * pixelsPerMetre;
  line(pen, [[16, height - 22], [16, height - 16], [16 + long, height - 16], [16 + long, height - 22]], ink('--ink'), 2, []);
  pen.textAlign = 'left';
  pen.fillText(metres >= 1000 ? `${metres / 1000} km` : `${metres} m`, 16, height - 28);
}
