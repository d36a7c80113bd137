/** @jsxImportSource preact */
import type { Spot } from '../record/free-spot.js';
import { say, type MessageKey } from '../say.js';
import { idCandidates } from '../sites/guess-rule.js';
import type { SiteRecord } from '../sites/record.js';
import type { Site } from '../sites/site.js';
import type { Picking } from '../protocol.js';

/** What the site, as it is now, makes of the page that is open. */
export interface Check {
  readonly site: Site | null;
  readonly record: SiteRecord | null;
  readonly name: string;
  /** Where the bar would sit; null before a place is pointed at. */
  readonly spot: Spot | null;
}

interface Props {
  readonly picking: Picking;
  readonly check: Check;
  readonly target: Element | null;
  readonly problems: readonly string[];
  take(): void;
  around(): void;
  back(): void;
  rename(name: string): void;
  read(rule: Site['records'][number]): void;
  save(): void;
  stop(): void;
}

const STEPS = ['name', 'place', 'check'] as const;
const TITLES = {
  name: 'picker.nameTitle',
  place: 'picker.placeTitle',
  check: 'picker.checkTitle',
} as const satisfies Record<Picking['step'], MessageKey>;
const PLACES = {
  bar: 'picker.inHeader',
  handle: 'picker.asHandle',
  corner: 'picker.inCorner',
} as const satisfies Record<Spot['kind'], MessageKey>;

/** Outline, ghost of the bar, and the panel that says what was read. */
export function View(props: Props) {
  const { picking, target, check } = props;
  const isPointing = picking.step !== 'check';
  return (
    <>
      {isPointing ? <div class="shield" /> : null}
      {isPointing && target ? <Outline target={target} step={picking.step} /> : null}
      {check.spot ? <Ghost spot={check.spot} /> : null}
      <Panel {...props} />
    </>
  );
}

function Outline({ target, step }: { readonly target: Element; readonly step: Picking['step'] }) {
  const { left, top, width, height } = target.getBoundingClientRect();
  const words = say(step === 'name' ? 'picker.labelName' : 'picker.labelPlace', target.localName);
  const isLow = top > 24;
  return (
    <>
      <div class="outline" style={box(left - 4, top - 4, width + 8, height + 8)} />
      <div class="label" style={`left:${Math.max(4, left - 4)}px;top:${isLow ? top - 26 : top + height + 8}px`}>
        {words}
      </div>
    </>
  );
}

const box = (left: number, top: number, width: number, height: number): string =>
  `left:${left}px;top:${top}px;width:${width}px;height:${height}px`;

/** As large as the bar at its widest: what it would lie over is seen. */
function Ghost({ spot }: { readonly spot: Spot }) {
  const width = spot.kind === 'handle' ? 28 : 220;
  return (
    <div class="ghost" style={box(spot.right - width, spot.top, width, 28)}>
      {spot.kind === 'handle' ? null : say('picker.ghost')}
    </div>
  );
}

function Panel(props: Props) {
  const { picking, problems } = props;
  const at = STEPS.indexOf(picking.step);
  return (
    <section class="us-picker-panel" role="dialog" aria-label={say(TITLES[picking.step])}>
      <div class="row">
        <Mark />
        <h2>{say(TITLES[picking.step])}</h2>
        <span class="hint">{say('picker.of', String(at + 1), String(STEPS.length))}</span>
      </div>
      <div class="steps" aria-hidden="true">
        {STEPS.map((step, index) => (
          <i key={step} class={index <= at ? 'on' : ''} />
        ))}
      </div>
      <Facts {...props} />
      {picking.step === 'check' ? <Last {...props} /> : <p class="hint">{say('picker.keys')}</p>}
      {problems.length ? (
        <p class="problem" role="alert">
          {say('picker.refused')} {problems.join('; ')}
        </p>
      ) : null}
      <Buttons {...props} />
    </section>
  );
}

/** What is read on this page, each with a tick or what is missing. */
function Facts({ picking, check, read }: Props) {
  const { record, name, spot } = check;
  return (
    <dl class="facts" aria-live="polite">
      <Fact label={say('picker.reads')} good={name !== ''}>
        <b>{name || say('picker.nothingRead')}</b>
      </Fact>
      <Fact label={say('picker.page')} good={record !== null}>
        <Address record={record} picking={picking} read={read} />
      </Fact>
      {spot ? (
        <Fact label={say('picker.place')} good={spot.kind !== 'corner'}>
          {say(PLACES[spot.kind])}
        </Fact>
      ) : null}
    </dl>
  );
}

function Fact({
  label,
  good,
  children,
}: {
  readonly label: string;
  readonly good: boolean;
  readonly children: preact.ComponentChildren;
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span class="clip">{children}</span>
        <span class={good ? 'tick' : 'warn'} aria-label={say(good ? 'picker.good' : 'picker.notGood')} role="img">
          {good ? '✓' : '!'}
        </span>
      </dd>
    </div>
  );
}

/** The address with the record's id in bold; where several parts could be it, the person says which. */
function Address({ record, picking, read }: { readonly record: SiteRecord | null } & Pick<Props, 'picking' | 'read'>) {
  const candidates = idCandidates(location.href);
  const known = candidates.find(({ id }) => id.toLowerCase() === record?.recordId.toLowerCase());
  if (picking.step === 'check' && candidates.length > 1 && !picking.base)
    return (
      <select
        aria-label={say('picker.whichPart')}
        onChange={({ currentTarget }) => {
          const chosen = candidates[currentTarget.selectedIndex];
          if (chosen) read(chosen.rule);
        }}
      >
        {candidates.map((one) => (
          <option key={one.before + one.id} selected={one === known}>
            {one.id}
          </option>
        ))}
      </select>
    );
  if (!known) return <>{record?.recordId ?? say('picker.noRecord')}</>;
  return (
    <>
      {known.before}
      <b>{known.id}</b>
    </>
  );
}

function Last({ picking, check, rename }: Props) {
  const count = picking.checked.length;
  return (
    <>
      <label class="field">
        {say('picker.siteName')}
        <input
          maxLength={60}
          value={picking.siteName}
          placeholder={check.site?.name ?? ''}
          onInput={({ currentTarget }) => rename(currentTarget.value)}
        />
      </label>
      <p class={count > 1 ? 'good' : 'hint'} role="status">
        {count > 1 ? say('picker.checked', String(count)) : say('picker.another')}
      </p>
    </>
  );
}

function Buttons({ picking, check, target, take, around, back, save, stop }: Props) {
  const isLast = picking.step === 'check';
  const trusted = (act: () => void) => (event: Event) => void (event.isTrusted && act());
  return (
    <div class="row buttons">
      {isLast ? (
        <button type="button" class="filled" data-first disabled={!check.record} onClick={trusted(save)}>
          {say('picker.save')}
        </button>
      ) : (
        <>
          <button type="button" class="filled" data-first disabled={!target} onClick={trusted(take)}>
            {say('picker.take')}
          </button>
          <button type="button" disabled={!target} onClick={trusted(around)}>
            {say('picker.around')}
          </button>
        </>
      )}
      {picking.step === 'name' || (picking.base && picking.step === 'place') ? null : (
        <button type="button" onClick={trusted(back)}>
          {say('picker.back')}
        </button>
      )}
      <span class="grow" />
      <button type="button" class="quiet" onClick={trusted(stop)}>
        {say('picker.stop')}
      </button>
    </div>
  );
}

const Mark = () => (
  <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    <rect width="16" height="16" rx="4" fill="#5b5bd6" />
    <path d="M4 4v4a4 4 0 0 0 8 0V4" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" />
    <circle cx="8" cy="5" r="2" fill="#fff" />
  </svg>
);
