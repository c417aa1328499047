namespace StudyHub.Browser.Tests.Harness;

/// <summary>The quiet lines that a page shows and reads aloud, remembered though they pass.</summary>
internal static class Said
{
    public static Task RemembersWhatIsSaidAsync(this Person person) => person.Page.EvaluateAsync(
        """
        () => {
          window.said = [];
          new MutationObserver((changes) => {
            for (const { target, addedNodes } of changes)
              if (target.closest?.("[aria-live]")) window.said.push(...[...addedNodes].map((node) => node.textContent));
          }).observe(document.body, { subtree: true, childList: true });
        }
        """);

    public static Task<string[]> WhatWasSaidAsync(this Person person) => person.Page.EvaluateAsync<string[]>("window.said");
}
