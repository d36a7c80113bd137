import { LogoMark } from '@understudy/ui';

export const TopBrand = () => (
  <span className="sb-brand">
    <LogoMark size={20} />
    <b className="sb-name">Understudy</b>
    <span className="chip chip-info">Sandbox</span>
  </span>
);
