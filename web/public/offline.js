// The offline page stands in for whatever page was asked for, and gives way to it as soon as the server answers.
const again = async () => {
  const answer = await fetch("/health/live", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload();
};
setInterval(again, 5000);
addEventListener("online", again);
for (const button of document.querySelectorAll("button")) button.addEventListener("click", () => location.reload());
