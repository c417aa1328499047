// Runs before the first paint, so that a dark page never flashes white. A file of its own: inline scripts are not allowed.
(() => {
  let theme = "system";
  let language = "";
  try {
    theme = localStorage.getItem("studyhub.theme") || "system";
    language = localStorage.getItem("studyhub.language") || "";
  } catch {}
  const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.documentElement.lang = language || (/^ko\b/i.test(navigator.language) ? "ko" : "en");
})();
