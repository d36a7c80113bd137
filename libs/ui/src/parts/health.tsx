import { ArrowDownRight, ArrowUpRight } from 'lucide-react';

export interface HealthProps {
  /** 0 to 100. */
  readonly score: number;
  /** Change in 30 days; nothing is shown for 0. */
  readonly change?: number;
}

/** Number, five bars, change in 30 days; a fall is ink, a rise grey, because low health is no alarm by itself. */
export function Health({ score, change = 0 }: HealthProps) {
  const filled = Math.min(5, Math.ceil(score / 20));
  return (
    <span className="health">
      <span className="sr-only">Health </span>
      {score}
      <span className="health-bars" aria-hidden="true">
        {[1, 2, 3, 4, 5].map((bar) => (
          <i key={bar} className={bar <= filled ? 'on' : undefined} />
        ))}
      </span>
      {change === 0 ? null : (
        <span className={change < 0 ? 'health-trend falls' : 'health-trend'} title="Change in 30 days">
          {change < 0 ? <ArrowDownRight className="i" /> : <ArrowUpRight className="i" />}
          <span className="sr-only">{change < 0 ? 'down ' : 'up '}</span>
          {Math.abs(change)}
        </span>
      )}
    </span>
  );
}
