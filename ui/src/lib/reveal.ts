// Brings what an address selects into view, for eyes and for the keyboard.

export function reveal(node: HTMLElement, chosen: boolean): { update: (chosen: boolean) => void } {
  let shown = false;
  const update = (now: boolean) => {
    if (now && !shown) {
      node.scrollIntoView({ block: 'center' });
      node.focus({ preventScroll: true });
    }
    shown = now;
  };
  // What stands above it may still be laid out.
  requestAnimationFrame(() => update(chosen));
  return { update };
}
