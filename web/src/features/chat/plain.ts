/** A message in one line, without the signs of Markdown: for quotes and lists. */
export function plain(text: string): string {
  return text
    .replace(/```[\w+#-]*/g, " ")
    .replace(/^ {0,3}(?:#{1,6} |> ?|[-+*] (?:\[[ x]\] )?)/gm, "")
    .replace(/(\*\*|__|~~|`)(?=\S)|(?<=\S)(\*\*|__|~~|`)/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
