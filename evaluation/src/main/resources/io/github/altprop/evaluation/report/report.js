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
