// Sharing out 100 whole points. Percentages that were rounded one by one rarely add up; the largest remainder method
// rounds all down and gives the points left over to those that lost most: 100 over weights 1, 1, 1 is 34, 33, 33.

const OTHER = "other";

function shareOut(total, weights) {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (sum > 0 ? (total * weight) / sum : 0));
  const whole = exact.map(Math.floor);
  const byLoss = exact.map((value, index) => [value - whole[index], index]).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  const left = sum > 0 ? total - whole.reduce((a, b) => a + b, 0) : 0;
  byLoss.slice(0, left).forEach(([, index]) => { whole[index] += 1; });
  return whole;
}

// Set one share. What it gains is taken from something else first, and only then from the other causes, in proportion;
// what it loses goes to something else. When something else itself moves, the causes share in proportion, or, where all
// of them are 0, in equal parts.
function setShare(shares, id, value) {
  const causes = Object.keys(shares).filter((key) => key !== id && key !== OTHER);
  const empty = causes.every((key) => shares[key] === 0);
  const held = causes.reduce((sum, key) => sum + shares[key], 0);
  const total = id === OTHER ? 100 - value : Math.min(held, 100 - value);
  const parts = shareOut(total, causes.map((key) => (id === OTHER && empty ? 1 : shares[key])));
  const moved = { ...shares, [id]: value, ...Object.fromEntries(causes.map((key, index) => [key, parts[index]])) };
  return id === OTHER ? moved : { ...moved, [OTHER]: 100 - value - total };
}

// From what Python or the draft holds to whole points that add up to 100, something else last.
function fillShares(ids, percent) {
  const listed = ids.map((id) => Math.max(0, Number(percent?.[id]) || 0));
  const sum = listed.reduce((a, b) => a + b, 0);
  const parts = shareOut(100, [...listed, Math.max(0, 100 - sum)]);
  return Object.fromEntries([...ids, OTHER].map((id, index) => [id, parts[index]]));
}
