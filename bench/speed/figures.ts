// Numbers as the report writes them.

const mebibyte = 1024 * 1024;

/** Three digits that count, thousands apart: 12 345, 1 234, 123, 12.3, 1.23. */
export function figure(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toFixed(digits).replaceAll(/\B(?=(\d{3})+$)/g, ' ');
}

/** @param bytes a second */
export function throughput(bytes: number): string {
  return `${figure(bytes / mebibyte)} MiB/s`;
}

export function mebibytes(bytes: number): string {
  return `${figure(bytes / mebibyte)} MiB`;
}
