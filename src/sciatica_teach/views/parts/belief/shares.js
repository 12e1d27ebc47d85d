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

// Set one share; the others keep their proportions in what remains. When all of them are 0, the rest goes to something
// else, or, if that is what moves, in equal parts to the causes on the list.
function setShare(shares, id, value) {
  const others = Object.keys(shares).filter((key) => key !== id);
  const empty = others.every((key) => shares[key] === 0);
  const weight = (key) => (!empty ? shares[key] : id === OTHER || key === OTHER ? 1 : 0);
  const parts = shareOut(100 - value, others.map(weight));
  return { ...shares, [id]: value, ...Object.fromEntries(others.map((key, index) => [key, parts[index]])) };
}

// From what Python or the draft holds to whole points that add up to 100, something else last.
function fillShares(ids, percent) {
  const listed = ids.map((id) => Math.max(0, Number(percent?.[id]) || 0));
  const sum = listed.reduce((a, b) => a + b, 0);
  const parts = shareOut(100, [...listed, Math.max(0, 100 - sum)]);
  return Object.fromEntries([...ids, OTHER].map((id, index) => [id, parts[index]]));
}
