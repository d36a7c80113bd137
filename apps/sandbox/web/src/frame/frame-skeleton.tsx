import { LogoMark, SkeletonRows } from '@understudy/ui';

/** The frame while the demo world loads: the bar stands, so that nothing jumps when it is there. */
export const FrameSkeleton = () => (
  <div className="sb">
    <header className="sb-top">
      <span className="sb-brand">
        <LogoMark size={20} />
        <b>Understudy</b>
      </span>
    </header>
    <SkeletonRows rows={6} words="Reading the demo world" />
  </div>
);
