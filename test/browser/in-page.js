// What a test asks of a page from inside it. Read as text and evaluated there.
// Here: what can be seen and reached. Not here: what is expected of it.
window.reading = (() => {
  /** "rgb(1, 2, 3)" or "rgba(1, 2, 3, 0.5)" as numbers; null where nothing is painted. */
  const colourOf = (text) => {
    const parts = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(text);
    if (parts === null) return null;
    const [, red, green, blue, alpha = "1"] = parts;
    return Number(alpha) === 0 ? null : [Number(red), Number(green), Number(blue), Number(alpha)];
  };
  /** A colour that is not opaque, laid over another. */
  const over = ([red, green, blue, alpha], below) =>
    [red, green, blue].map((part, place) => part * alpha + below[place] * (1 - alpha));
  const channel = (value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const luminance = ([red, green, blue]) => 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  /** WCAG 2.2, contrast ratio. */
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };

  /** The opaque colour behind an element of the page. */
  const behind = (element) => {
    const layers = [];
    for (let one = element; one !== null; one = one.parentElement) {
      const colour = colourOf(getComputedStyle(one).backgroundColor);
      if (colour === null) continue;
      layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };

  /** The colour under a word of a drawing: the shape below its middle, else the page behind. */
  const underWord = (word) => {
    const box = word.getBoundingClientRect();
    const stack = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const below = stack.slice(stack.indexOf(word) + 1).filter((one) => one instanceof SVGGeometryElement);
    const page = behind(word.closest(".chart"));
    for (const shape of below) {
      const style = getComputedStyle(shape);
      const fill = colourOf(style.fill);
      if (fill === null) continue;
      const opacity = Number(style.opacity) * Number(style.fillOpacity) * fill[3];
      if (opacity > 0) return over([fill[0], fill[1], fill[2], opacity], page);
    }
    return page;
  };

  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility !== "hidden";
  };

  /** Every text of the page with its contrast. */
  const texts = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent.trim();
      if (text === "" || !isSeen(element) || element instanceof SVGElement) continue;
      const colour = colourOf(getComputedStyle(element).color);
      const back = behind(element);
      found.push({ text, ratio: contrast(over(colour, back), back), size: parseFloat(getComputedStyle(element).fontSize) });
    }
    return found;
  };

  /** Every word of the drawings with its contrast, and its size as it is seen. */
  const words = () => {
    const style = document.createElement("style");
    style.textContent = "svg, svg * { pointer-events: all !important; }";
    document.head.append(style);
    const found = [...document.querySelectorAll("svg text")].filter(isSeen).map((word) => {
      word.scrollIntoView({ block: "center" });
      const colour = colourOf(getComputedStyle(word).fill);
      const back = underWord(word);
      const drawing = word.ownerSVGElement;
      const scale = drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
      return { text: word.textContent, ratio: contrast(over(colour, back), back), size: parseFloat(getComputedStyle(word).fontSize) * scale };
    });
    style.remove();
    return found;
  };

  /** Shapes that a drawing is made of, its axes and its frame left out. */
  const charts = () =>
    [...document.querySelectorAll("figure")].map((figure) => ({
      title: figure.querySelector("[role=img]")?.getAttribute("aria-label") ?? "",
      caption: figure.querySelector("figcaption")?.textContent ?? "",
      marks: figure.querySelectorAll(".role-mark path, .role-mark rect, .role-mark line").length,
      width: figure.querySelector("svg")?.getBoundingClientRect().width ?? 0,
    }));

  /** What sticks out of the page, what may scroll inside of it left out. */
  const overflowing = (isPrint) =>
    [...document.querySelectorAll("body *")]
      .filter((one) => isSeen(one) && !(one instanceof SVGElement) && (isPrint || one.closest(".scroll") === null || one.matches(".scroll")))
      .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 || one.getBoundingClientRect().left < -1)
      .map((one) => `${one.tagName} ${one.textContent.slice(0, 40)}`);

  const stops = () => [...document.querySelectorAll("a[href], button, input, .scroll")];

  return {
    texts,
    words,
    charts,
    overflowing,
    size: () => ({ content: document.documentElement.scrollWidth, window: window.innerWidth }),
    headings: () => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((one) => Number(one.tagName.slice(1))),
    ids: () => [...document.querySelectorAll("[id]")].map((one) => one.id),
    language: () => document.documentElement.lang,
    scripts: () => document.querySelectorAll("script, link[rel=stylesheet], iframe, object, img").length,
    stops: () => stops().length,
    /** Place of the element that has the focus among those that can have it, and its outline. */
    focus: () => ({ place: stops().indexOf(document.activeElement), outline: getComputedStyle(document.activeElement).outlineStyle }),
    unnamedRegions: () => [...document.querySelectorAll(".scroll")].filter((one) => (one.getAttribute("aria-label") ?? "") === "").length,
  };
})();
