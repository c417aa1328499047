/** Whether anything in a text could be more than words and web addresses: most messages are not, and need no parser. */
export function isRich(text: string): boolean {
  return /[*_`~$|\\]|^ {0,3}(?:#{1,6} |>|[-+] |\d{1,9}[.)] )|\]\(/m.test(text);
}
