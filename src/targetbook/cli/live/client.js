// Follows the news of `targetbook serve`: loads the page again when its content is another, and shows why a build failed.
// What it is told comes from a book's files: it is put on the page as text, never as markup.
"use strict";
(() => {
  const { name, digest } = document.currentScript.dataset;
  const RETRY = 1000; // milliseconds
  const SHEET = `
    :host { all: initial; }
    section { position: fixed; inset: auto 0 0 0; max-height: 85vh; overflow: auto; box-sizing: border-box; z-index: 2147483647;
      padding: 1rem 1.25rem; background: #1e1e1e; color: #eee; border-top: 4px solid #e5484d;
      font: 15px/1.5 system-ui, sans-serif; box-shadow: 0 -8px 32px #0008; }
    section.lost { border-color: #f5a623; }
    header { display: flex; gap: 1rem; align-items: start; justify-content: space-between; font-weight: 600; }
    button { font: inherit; color: inherit; background: #333; border: 1px solid #777; border-radius: 4px; cursor: pointer; }
    article { margin-top: 1rem; padding-top: .75rem; border-top: 1px solid #444; }
    p { margin: .25rem 0; overflow-wrap: anywhere; }
    .place, pre { font-family: ui-monospace, monospace; }
    .place { color: #9cdcfe; user-select: all; }
    .error { color: #ff8a8a; } .warning { color: #ffd479; } .advice { color: #7fdbff; }
    pre { margin: .5rem 0; padding: .25rem .75rem 1.1em; background: #111; overflow-x: auto; }
    mark { position: relative; background: none; color: #fff; }
    mark::after { content: attr(data-carets); position: absolute; left: 0; top: 1.1em; width: 100%; overflow: hidden;
      color: #ff8a8a; user-select: none; }
    @media print { section { display: none; } }`;

  let stream = null;
  let box = null;
  let words = null;
  let closed = ""; // what the reader has put away

  const element = (tag, text, kind) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  const excerpt = ({ before, marked, after }) => {
    const line = element("pre");
    const mark = element("mark", marked);
    mark.dataset.carets = "^".repeat(200);
    line.append(before, mark, after);
    return line;
  };

  const finding = ({ place, severity, word, code, says, mend, line }) => {
    const made = element("article");
    const what = element("p");
    what.append(element("strong", `${word}[${code}]`, severity), ` ${says}`);
    made.append(element("p", place, "place"), what);
    if (line) made.append(excerpt(line));
    if (mend) made.append(element("p", mend, "mend"));
    return made;
  };

  const hide = () => { box?.remove(); box = null; };

  const show = (head, kind, parts, key) => {
    hide();
    if (key === closed) return;
    box = element("div");
    box.lang = words.language;
    const root = box.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
    root.adoptedStyleSheets = [sheet];
    const panel = element("section", undefined, kind);
    panel.setAttribute("role", "alert");
    const close = element("button", words.close);
    close.type = "button";
    close.onclick = () => { closed = key; hide(); };
    const bar = element("header");
    bar.append(element("span", head), close);
    panel.append(bar, ...parts);
    root.append(panel);
    document.documentElement.append(box);
  };

  const told = ({ data }) => {
    words = JSON.parse(data);
    if ((words.digests[name] ?? "") !== digest) { location.reload(); return; } // the browser keeps the place
    if (!words.head) { closed = ""; hide(); return; }
    const parts = words.findings.map(finding);
    if (words.more) parts.push(element("p", words.more));
    show(words.head, "failed", parts, data);
  };

  // A browser opens few connections to one server, so only pages that are looked at hold one.
  const listen = () => {
    if (stream || document.hidden) return;
    stream = new EventSource("/-/news");
    stream.onmessage = told;
    stream.onerror = () => {
      leave();
      if (words) show(words.lost, "lost", [], words.lost);
      setTimeout(listen, RETRY);
    };
  };
  const leave = () => { stream?.close(); stream = null; };

  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape") box?.shadowRoot.querySelector("button").click(); });
  addEventListener("pagehide", leave);
  addEventListener("pageshow", listen);
  listen();
})();
