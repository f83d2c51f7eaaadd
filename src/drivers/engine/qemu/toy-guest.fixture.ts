// A guest of 247 bytes, which starts in a blink: enough of a computer to show what an engine does to one.

/**
 * A disk of so many bytes that greets with `toy` on its serial port and then does what comes from there: `w0x` writes x to its disk
 * and answers k, `r0` reads from it and answers with what it found, `f0` writes all over it, `e` lets go of disks that are being unplugged,
 * `q` switches off; anything else comes back. It also switches off when its power button is pressed.
 */
export function makeToyDisk(bytes = 1024 * 1024): Buffer {
  const disk = Buffer.alloc(bytes);
  Buffer.from(code.join(''), 'hex').copy(disk);
  disk.writeUInt16LE(0xaa55, 510);
  return disk;
}

/** For a processor as it is when the firmware jumps to 0x7c00: 16 bits. */
const code = [
  // registers; the power button (0x602) is to be heard; si: the greeting
  '31c08ed88ec08ed0bc007cfcba0206b80001efbee17c',
  // say: a byte of the greeting to the serial port, until a zero
  'ac84c07405e8b400ebf6',
  // wait: switch off when the button (0x600) was pressed; go on when a byte came
  'ba0006edf6c4017524bafd03eca80174ef',
  // get it: q, w, r, f, e, else send it back
  'e891003c7174153c77741b3c7274303c66743b3c657453e88700ebd3',
  // off: as ACPI has it (0x604)
  'ba0406b80020eff4ebf6',
  // write: a disk, a byte; 512 of it to sector 8 (int 0x13, ah 0x43)
  'e85600e86800bf0080b90002f3aab443e84f007228b06beb26',
  // read: a disk; the first byte of sector 8 (int 0x13, ah 0x42)
  'e83d00b442e84100721aa00080eb17',
  // fill: a disk; a sector every 64 KiB until one cannot be written
  'e82e00b443e83200720b668106ef7c80000000ebee',
  // bad: ! for an answer; answer: send it
  'b021e83900eb85',
  // eject: let go of what is asked for on the first bus (0xae10, 0xae04, 0xae08)
  '6631c0ba10ae66efba04ae66edba08ae66efe970ff',
  // choose: the digit of a disk
  'e812000450a2e67cc3',
  // disk: ask the firmware
  '30c08a16e67cbee77ccd13c3',
  // get: a byte from the serial port
  'bafd03eca80174f8baf803ecc3',
  // put: a byte to the serial port
  '50bafd03eca82074f858baf803eec3',
  // the greeting; the number of the disk; what the firmware is asked
  '746f790a008010000100008000000800000000000000',
];
