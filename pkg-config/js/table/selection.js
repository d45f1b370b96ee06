// The cell in hand and the block around it, in places of the view: line and column.

export class Selection {
  at = 0;
  column = 0;
  fromAt = 0;
  fromColumn = 0;

  /** Moves the cell in hand; the block follows where it is stretched, else shrinks to the cell. */
  move(at, column, stretch = false) {
    this.at = at;
    this.column = column;
    if (stretch) return;
    this.fromAt = at;
    this.fromColumn = column;
  }

  get top() {
    return Math.min(this.at, this.fromAt);
  }

  get bottom() {
    return Math.max(this.at, this.fromAt);
  }

  get left() {
    return Math.min(this.column, this.fromColumn);
  }

  get right() {
    return Math.max(this.column, this.fromColumn);
  }

  get single() {
    return this.at === this.fromAt && this.column === this.fromColumn;
  }

  has(at, column) {
    return at >= this.top && at <= this.bottom && column >= this.left && column <= this.right;
  }
}
