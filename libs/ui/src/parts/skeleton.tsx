import { useEffect, useState } from 'react';

export interface SkeletonRowsProps {
  readonly rows?: number;
  /** What is being worked out; said after a second. */
  readonly words: string;
}

/** Grey bars in the shape of a list, and words after one second. Never a spinner for a page. */
export function SkeletonRows({ rows = 4, words }: SkeletonRowsProps) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 1000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-busy="true" className="grid gap-4 p-4">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex items-center gap-3" aria-hidden="true">
          <span className="skel skel-round" />
          <span className="grid flex-1 gap-2">
            <span className={row % 2 ? 'skel w-1/2' : 'skel w-2/5'} />
            <span className={row % 2 ? 'skel w-1/3' : 'skel w-1/4'} />
          </span>
          <span className="skel w-16" />
        </div>
      ))}
      <span className={late ? 'text-xs text-ink-2' : 'sr-only'}>{words}</span>
    </div>
  );
}
