// Sets the formulas, and puts charts that answer the pointer in the place of pictures. The page is whole without it.
(() => {
  for (const formula of document.querySelectorAll('[data-latex]')) {
    katex.render(formula.dataset.latex, formula, { displayMode: true, throwOnError: false });
  }
  const inks = JSON.parse(document.getElementById('dark-inks').textContent);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const inDark = (key, value) => (typeof value === 'string' && inks[value]) || value;
  const draw = async (figure) => {
    const text = figure.querySelector('script').textContent;
    const specification = JSON.parse(text, dark.matches ? inDark : undefined);
    const place = figure.querySelector('.vega');
    place.setAttribute('role', 'img');
    place.setAttribute('aria-label', figure.dataset.label);
    await vegaEmbed(place, specification, {
      renderer: 'svg',
      actions: false,
      tooltip: { theme: dark.matches ? 'dark' : 'light' },
    });
    figure.classList.add('drawn');
  };
  const drawAll = () => Promise.all([...document.querySelectorAll('figure')].map(draw));
  dark.addEventListener('change', drawAll);
  drawAll().then(() => document.documentElement.classList.add('ready'));
})();
