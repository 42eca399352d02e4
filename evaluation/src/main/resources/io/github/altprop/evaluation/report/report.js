// Shows what the band or bar under the pointer says; all text comes from data-tip.
const tip = document.getElementById('tip');

function show(event) {
  const target = event.target.closest('[data-tip]');
  tip.hidden = !target;
  if (!target) return;
  const [heading, ...lines] = target.dataset.tip.split('\n');
  const title = document.createElement('b');
  title.textContent = heading;
  tip.replaceChildren(title);
  for (const line of lines) {
    const [color, name, value] = line.split('\t');
    const row = document.createElement('div');
    const swatch = document.createElement('i');
    swatch.className = 'swatch c' + color;
    const label = document.createElement('span');
    label.textContent = name;
    const number = document.createElement('output');
    number.textContent = value;
    row.append(swatch, label, number);
    tip.append(row);
  }
  const room = 14;
  const left = event.clientX + room + tip.offsetWidth > innerWidth
    ? event.clientX - room - tip.offsetWidth : event.clientX + room;
  const top = Math.min(event.clientY + room, innerHeight - tip.offsetHeight - room);
  tip.style.left = Math.max(4, left) + 'px';
  tip.style.top = Math.max(4, top) + 'px';
}

document.addEventListener('pointermove', show);
document.addEventListener('pointerdown', show);
document.addEventListener('scroll', () => { tip.hidden = true; }, true);

// Saves a figure's picture as an SVG file that looks the same without this page: its styles go with it.
const PAINT = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity',
  'stroke-linejoin', 'stroke-linecap', 'font-family', 'font-size', 'font-weight', 'visibility'];

function save(figure) {
  const shown = [...figure.querySelectorAll('svg')].find(svg => svg.clientWidth > 0);
  const copy = shown.cloneNode(true);
  const from = shown.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((element, i) => {
    const style = getComputedStyle(from[i]);
    for (const name of PAINT) element.style.setProperty(name, style.getPropertyValue(name));
  });
  copy.querySelectorAll('.guide, .band > rect:first-child').forEach(unseen => unseen.remove());
  for (const key of copy.querySelectorAll('.kinds')) {
    copy.setAttribute('viewBox', key.dataset.viewBox);
    for (const element of [key, ...key.children]) element.style.visibility = 'visible';
  }
  copy.style.background = getComputedStyle(document.body).backgroundColor;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' }));
  const name = figure.dataset.file || figure.querySelector('h3').textContent;
  link.download = name.replace(/[^\w.-]+/g, '-').toLowerCase() + '.svg';
  link.click();
  URL.revokeObjectURL(link.href);
}

for (const figure of document.querySelectorAll('figure')) {
  if (!figure.querySelector('svg')) continue;
  const button = document.createElement('button');
  button.textContent = 'Save picture';
  button.addEventListener('click', () => save(figure));
  figure.append(button);
}
