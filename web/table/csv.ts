// CSV as spreadsheets read it (RFC 4180, with a byte order mark, without which Excel takes Chinese for something else).

const byteOrderMark = '\uFEFF';

type Cell = string | number | null;

/** The beginning of a file: the mark and the line of headings. */
export function csvHead(titles: readonly string[]): string {
  return byteOrderMark + csvLine(titles);
}

export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  // A spreadsheet would run it: names come from other people.
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** `private-images-RegionOne-20261124-100509.csv`, by this machine's clock. */
export function csvFileName(name: string, now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  return `${name.replaceAll(/[^\p{L}\p{N}_.-]+/gu, '-')}-${day}-${time}.csv`;
}
