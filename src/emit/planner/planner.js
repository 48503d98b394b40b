
"use strict";
// Everything is on the page without this script. With it, a reader narrows what is shown; the address keeps the choice,
// so that what is shown can be kept as a bookmark or sent.
(() => {
  const form = document.querySelector(".filters");
  const shown = form.querySelector(".shown");
  const choices = [...form.querySelectorAll("select")];
  const things = [...document.querySelectorAll(".thing")];
  const months = [...document.querySelectorAll(".month")];
  const marked = [...document.querySelectorAll("td[data-day]")];

  const chosen = () => choices.filter((choice) => choice.value);

  const concerns = (thing, choice) => thing.dataset[choice.name].split(" ").includes(choice.value);

  // Shows what is chosen, and gives back how many things are shown on each day.
  const narrow = () => {
    const perDay = new Map();
    const wanted = chosen();
    let before = "";
    for (const thing of things) {
      const day = thing.querySelector("time").dateTime;
      thing.hidden = !wanted.every((choice) => concerns(thing, choice));
      if (thing.hidden) continue;
      thing.classList.toggle("again", day === before);
      perDay.set(day, (perDay.get(day) ?? 0) + 1);
      before = day;
    }
    return perDay;
  };

  const mark = (cell, due) => {
    if (due) cell.dataset.due = due;
    else delete cell.dataset.due;
    cell.querySelector("i").textContent = due ? `${due} due` : "";
  };

  const tell = () => {
    const words = chosen().map((choice) => choice.selectedOptions[0].text).join(", ");
    const count = things.filter((thing) => !thing.hidden).length;
    shown.textContent = `${count} of ${things.length} shown${words ? `: ${words}` : ""}`;
    document.body.classList.toggle("narrowed", words !== "");
  };

  const show = () => {
    const perDay = narrow();
    for (const cell of marked) mark(cell, perDay.get(cell.dataset.day));
    for (const month of months) {
      month.querySelector(".nothing").hidden = month.querySelector(".thing:not([hidden])") !== null;
    }
    tell();
  };

  const choose = (address) => {
    const wanted = new URLSearchParams(address.slice(1));
    for (const choice of choices) {
      choice.value = wanted.get(choice.name) ?? "";
      if (choice.selectedIndex < 0) choice.value = "";
    }
    show();
  };

  const keep = () => {
    show();
    const address = new URLSearchParams(chosen().map((choice) => [choice.name, choice.value]));
    history.replaceState(null, "", `#${address}`);
  };

  form.addEventListener("change", keep);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(keep));
  addEventListener("hashchange", () => location.hash.includes("=") && choose(location.hash));
  // A link inside the page must not push the choice out of the address.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || chosen().length === 0) return;
    event.preventDefault();
    const target = document.getElementById(link.hash.slice(1));
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  });
  form.hidden = choices.length === 0;
  choose(location.hash);
})();
