interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Where a name may stand around its symbol, in widths and rows from it: the first that is free is taken. */
const seats: readonly { across: -1 | 0 | 1; row: number }[] = [
  { across: 0, row: 1 }, { across: 1, row: 0 }, { across: -1, row: 0 }, { across: 0, row: 2 }, { across: 1, row: 1 },
  { across: -1, row: 1 }, { across: 0, row: 3 }, { across: 0, row: -1 }, { across: 1, row: -1 }, { across: -1, row: -1 },
  { across: 0, row: 4 }, { across: 0, row: 5 },
];
const rowHeight = 15;
const overlaps = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Room for names on one picture of the map: none covers another, and each keeps its seat while that stays free. */
export class LabelRoom {
  private taken: Box[] = [];
  private seatOf = new Map<string, number>();
  private seatNow = new Map<string, number>();

  /** A new picture begins. */
  clear() {
    this.taken = [];
    this.seatOf = this.seatNow;
    this.seatNow = new Map();
  }

  /** Nothing is to stand here. */
  block(x: number, y: number, width: number, height: number) {
    this.taken.push({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });
  }

  /** The middle of the name of a symbol of this size; null where there is no room for it. */
  seat(id: string, x: number, y: number, size: number, width: number): { x: number; y: number } | null {
    const last = this.seatOf.get(id);
    for (const index of last === undefined ? seats.keys() : [last, ...seats.keys()]) {
      const { across, row } = seats[index]!;
      const at = {
        x: x + across * (size + 4 + width / 2),
        y: across ? y + row * rowHeight : y + Math.sign(row) * (size + 9 + (Math.abs(row) - 1) * rowHeight),
      };
      const box = { left: at.x - width / 2, right: at.x + width / 2, top: at.y - rowHeight / 2, bottom: at.y + rowHeight / 2 };
      if (this.taken.some((other) => overlaps(box, other))) continue;
      this.taken.push(box);
      this.seatNow.set(id, index);
      return at;
    }
    return null;
  }
}
