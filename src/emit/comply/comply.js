"use strict";
// Everything is on the page without this script. With it, a reader narrows what is shown; the address keeps the choice,
// so that what is shown can be kept as a bookmark or sent.
(() => {
  const form = document.querySelector(".filters");
  const shown = form.querySelector(".shown");
  const choices = [...form.querySelectorAll("select")];
  const things = [...document.querySelectorAll(".thing")];
  const sections = [...document.querySelectorAll(".answers")];

  const chosen = () => choices.filter((choice) => choice.value);

  const show = () => {
    const wanted = chosen();
    let count = 0;
    for (const thing of things) {
      thing.hidden = !wanted.every((choice) => thing.dataset[choice.name] === choice.value);
      if (!thing.hidden) count += 1;
    }
    for (const section of sections) section.hidden = section.querySelector(".thing:not([hidden])") === null;
    document.querySelector(".nothing").hidden = count > 0 || things.length === 0;
    const words = wanted.map((choice) => choice.selectedOptions[0].text).join(", ");
    shown.textContent = `${count} of ${things.length} shown${words ? `: ${words}` : ""}`;
    document.body.classList.toggle("narrowed", words !== "");
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
  form.hidden = choices.length === 0;
  choose(location.hash);
})();
