"use strict";
(() => {
  const frame = document.getElementById("picture");
  const svg = frame.querySelector("svg");
  const about = document.getElementById("about");
  const whole = svg.viewBox.baseVal;
  const width = whole.width, height = whole.height;
  let left = 0, top = 0, scale = 1;

  const show = () => {
    svg.setAttribute("viewBox", `${left} ${top} ${frame.clientWidth / scale} ${frame.clientHeight / scale}`);
  };
  const move = (x, y) => { left += x / scale; top += y / scale; show(); };
  const zoom = (factor, x = frame.clientWidth / 2, y = frame.clientHeight / 2) => {
    const next = Math.min(4, Math.max(0.05, scale * factor));
    left += x / scale - x / next;
    top += y / scale - y / next;
    scale = next;
    show();
  };
  const fit = () => {
    scale = Math.min(1, frame.clientWidth / width, frame.clientHeight / height);
    left = (width - frame.clientWidth / scale) / 2;
    top = Math.min(0, (height - frame.clientHeight / scale) / 2);
    show();
  };
  const begin = () => {
    fit();
    if (scale > 0.6) return;
    scale = 1;
    const start = svg.querySelector(".start rect").getBBox();
    left = start.x + start.width / 2 - frame.clientWidth / 2;
    top = 0;
    show();
  };
  const reveal = (node) => {
    const seen = node.getBoundingClientRect(), around = frame.getBoundingClientRect();
    if (seen.left < around.left || seen.right > around.right || seen.top < around.top || seen.bottom > around.bottom) {
      move((seen.left + seen.right - around.left - around.right) / 2,
        (seen.top + seen.bottom - around.top - around.bottom) / 2);
    }
  };

  frame.addEventListener("wheel", (event) => {
    event.preventDefault();
    const around = frame.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 400), event.clientX - around.left, event.clientY - around.top);
  }, { passive: false });
  frame.addEventListener("pointermove", (event) => { if (event.buttons & 1) move(-event.movementX, -event.movementY); });
  svg.addEventListener("focusin", (event) => {
    const node = event.target.closest(".node");
    if (!node) return;
    frame.scrollTo(0, 0);
    reveal(node);
    about.textContent = node.querySelector("title").textContent;
    about.hidden = false;
  });
  frame.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
    if (steps[event.key]) move(...steps[event.key]);
    else if (event.key === "+") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });
  document.getElementById("closer").addEventListener("click", () => zoom(1.25));
  document.getElementById("further").addEventListener("click", () => zoom(0.8));
  document.getElementById("all").addEventListener("click", fit);
  window.addEventListener("resize", show);
  window.addEventListener("beforeprint", () => svg.setAttribute("viewBox", `0 0 ${width} ${height}`));
  window.addEventListener("afterprint", show);

  frame.classList.add("moves");
  document.querySelector(".tools").hidden = false;
  begin();
})();
