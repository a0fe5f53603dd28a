// Prints every point of a COPC file as the npm packages copc and laz-perf read it, node by node, and
// fails where a point lies outside its node. Arguments: the folder node_modules, the file.
const { createRequire } = require('module');
const [modules, file] = process.argv.slice(2);
const { Copc } = createRequire(modules + '/')('copc');

function boundsOf(key, cube) {
  const [level, x, y, z] = key.split('-').map(Number);
  const side = (cube[3] - cube[0]) / 2 ** level;
  const low = [cube[0] + x * side, cube[1] + y * side, cube[2] + z * side];
  return [...low, ...low.map((each) => each + side)];
}

(async () => {
  const copc = await Copc.create(file);
  const { nodes, pages } = await Copc.loadHierarchyPage(file, copc.info.rootHierarchyPage);
  if (Object.keys(pages).length) throw new Error('pages below the root were not expected');
  let out = [];
  for (const [key, node] of Object.entries(nodes)) {
    const level = Number(key.split('-')[0]);
    if (level > 0) {
      const [l, x, y, z] = key.split('-').map(Number);
      const parent = [l - 1, x >> 1, y >> 1, z >> 1].join('-');
      if (!nodes[parent]) throw new Error(`${key} has no parent`);
    }
    const box = boundsOf(key, copc.info.cube);
    const view = await Copc.loadPointDataView(file, copc, node);
    // The view rounds a scaled extra byte to whole numbers; the record has it as it is.
    const records = await Copc.loadPointDataBuffer(file, copc.header, node);
    const length = copc.header.pointDataRecordLength;
    if (view.pointCount !== node.pointCount) throw new Error(`${key}: ${view.pointCount} points`);
    const names = ['X', 'Y', 'Z', 'GpsTime', 'Intensity', 'ReturnNumber', 'NumberOfReturns',
      'Classification', 'ScanAngle', 'PointSourceId', 'ring'];
    const getters = names.map((name) => view.getter(name));
    for (let i = 0; i < view.pointCount; i++) {
      const p = getters.map((get) => get(i));
      for (let axis = 0; axis < 3; axis++) {
        if (p[axis] < box[axis] - 1e-6 || p[axis] >= box[axis + 3] + 1e-6) {
          throw new Error(`${key}: point ${i} at ${p.slice(0, 3)} is outside ${box}`);
        }
      }
      const mm = p.slice(0, 3).map((each) => Math.round(each * 1000));
      out.push([...mm, p[3].toFixed(9), ...p.slice(4, 8), Math.round(p[8] / 0.006), p[9],
        records[i * length + 30], p[10]].join(' '));
    }
    if (out.length > 20000) { process.stdout.write(out.join('\n') + '\n'); out = []; }
  }
  if (out.length) process.stdout.write(out.join('\n') + '\n');
})().catch((error) => { console.error(error.message); process.exitCode = 1; });
