// A signature drawn with a finger, a pen or a mouse, sent with its form as a picture. Pages work without this file, and
// whoever cannot draw signs on paper, by thumb, or by a typed name with a witness: the place is shown only where it works.
(function () {
  "use strict";
  var WIDE = 480, HIGH = 160, INK = 3;

  function blank(pen) {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, WIDE, HIGH);
    pen.strokeStyle = "#000";
    pen.lineWidth = INK;
    pen.lineCap = pen.lineJoin = "round";
  }

  function point(canvas, event) {
    var seen = canvas.getBoundingClientRect();
    return [(event.clientX - seen.left) * WIDE / seen.width, (event.clientY - seen.top) * HIGH / seen.height];
  }

  function board(place) {
    var canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
    var kept = place.querySelector("input[type=hidden]"), drawing = false;
    canvas.width = WIDE;
    canvas.height = HIGH;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", place.dataset.label);
    Object.assign(canvas.style, { display: "block", width: "100%", maxWidth: "30rem", border: "1px solid", touchAction: "none" });
    blank(pen);
    canvas.addEventListener("pointerdown", function (event) {
      var at = point(canvas, event);
      drawing = true;
      canvas.setPointerCapture(event.pointerId);
      pen.beginPath();
      pen.moveTo(at[0], at[1]);
      pen.lineTo(at[0] + 0.1, at[1]);
      pen.stroke();
    });
    canvas.addEventListener("pointermove", function (event) {
      var at = point(canvas, event);
      if (!drawing) { return; }
      pen.lineTo(at[0], at[1]);
      pen.stroke();
    });
    ["pointerup", "pointercancel"].forEach(function (over) {
      canvas.addEventListener(over, function () {
        if (drawing) { kept.value = canvas.toDataURL("image/png"); }
        drawing = false;
      });
    });
    var clear = document.createElement("button");
    clear.type = "button";
    clear.className = "govuk-button govuk-button--secondary";
    clear.textContent = place.dataset.clear;
    clear.addEventListener("click", function () { blank(pen); kept.value = ""; });
    place.appendChild(canvas);
    place.appendChild(clear);
  }

  document.querySelectorAll("[data-sign]").forEach(function (place) {
    place.hidden = !window.PointerEvent;
    if (place.tagName !== "DETAILS") { board(place); return; }
    place.addEventListener("toggle", function () { board(place); }, { once: true });
  });
})();
