import { SkeletonRows } from '@understudy/ui';

/** While a page's code is fetched: its bars in its place, and words after a second. */
export function PageSkeleton() {
  return (
    <>
      <header className="top" />
      <main className="page" id="page" tabIndex={-1}>
        <SkeletonRows words="Fetching the page" rows={8} />
      </main>
    </>
  );
}
