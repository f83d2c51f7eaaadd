// Dates, numbers and sizes as people of a language write them.
import { locales, type Language } from './languages.ts';

/** What clouds mean by them: powers of 1024. */
const symbols = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;

export interface Format {
  readonly number: (value: number) => string;
  /** Bytes in the unit that leaves one to four digits. */
  readonly bytes: (bytes: number) => string;
  /** Bytes as GB, without the unit. */
  readonly gigabytes: (bytes: number) => string;
  /** In this machine's time zone, to the minute. */
  readonly time: (iso: string) => string;
  /** To the second, with the time zone. */
  readonly exactTime: (iso: string) => string;
  /** How long ago, roughly. */
  readonly ago: (iso: string, now: number) => string;
  /** Seconds in the one unit that says enough: `40 seconds`, `3 minutes`, `2 hours`. */
  readonly duration: (seconds: number) => string;
}

/** `timeZone`: default this machine's. */
export function formatFor(language: Language, timeZone?: string): Format {
  const locale = locales[language];
  const zone = timeZone === undefined ? {} : { timeZone };
  const number = new Intl.NumberFormat(locale);
  const short = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const fraction = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const minute = new Intl.DateTimeFormat(locale, {
    ...zone,
    year: 'numeric',
    // 2026/11/24, but 24 Nov 2026: nobody knows which number is the month in English.
    month: language === 'zh' ? '2-digit' : 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const second = new Intl.DateTimeFormat(locale, {
    ...zone,
    dateStyle: 'full',
    timeStyle: 'long',
    hourCycle: 'h23',
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    number: (value) => number.format(value),
    bytes: (bytes) => {
      const power = powerOf(bytes);
      const value = bytes / 1024 ** power;
      return `${value >= 1000 ? number.format(Math.round(value)) : short.format(value)} ${symbols[power]}`;
    },
    gigabytes: (bytes) => fraction.format(bytes / 1024 ** 3),
    time: (iso) => minute.format(new Date(iso)),
    exactTime: (iso) => second.format(new Date(iso)),
    ago: (iso, now) => {
      const seconds = (Date.parse(iso) - now) / 1000;
      const step = steps.find(({ least }) => Math.abs(seconds) >= least) ?? lastStep;
      return relative.format(Math.round(seconds / step.seconds), step.unit);
    },
    duration: (seconds) => {
      const step = lengths.find(({ least }) => seconds >= least) ?? shortest;
      const unit = new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: step.unit,
        unitDisplay: 'long',
      });
      return unit.format(Math.ceil(seconds / step.seconds));
    },
  };
}

function powerOf(bytes: number): number {
  const power = bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10);
  return Math.min(power, symbols.length - 1);
}

const lastStep = { unit: 'minute', seconds: 60, least: 0 } as const;
const steps = [
  { unit: 'day', seconds: 86_400, least: 86_400 },
  { unit: 'hour', seconds: 3600, least: 3600 },
  lastStep,
] as const;

/** Units as long as one counts in the smaller one: 90 minutes, but 2 hours. */
const shortest = { unit: 'second', seconds: 1, least: 0 } as const;
const lengths = [
  { unit: 'hour', seconds: 3600, least: 7200 },
  { unit: 'minute', seconds: 60, least: 90 },
  shortest,
] as const;
