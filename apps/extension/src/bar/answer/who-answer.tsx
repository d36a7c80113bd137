/** @jsxImportSource preact */
import { say } from '../../say.js';
import type { Link, WhoView } from '../../view/who-view.js';
import type { AnswerProps } from '../door.js';
import { Icon } from './icons.js';
import { Pop } from './pop.js';

type Props = AnswerProps & { readonly view: WhoView };

/** The answer: who and until when, three things to know, why. Prints what the service worker made; decides nothing. */
export function WhoAnswer(props: Props) {
  const { view } = props;
  const { points, chain } = view;
  return (
    <Pop
      props={props}
      title={view.title}
      label={view.link ? say('who.question', view.title) : view.title}
      isOff={view.state === 'signed-out'}
      link={view.link}
    >
      <Who view={view} />
      {points ? (
        <div class="block">
          <h2>{points.heading}</h2>
          <ul class="points">
            {points.items.map(({ icon, text }) => (
              <li key={text}>
                <Icon name={icon} />
                <span>{text}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {chain ? (
        <div class="block">
          <h2>{chain.heading}</h2>
          <ol class="chain">
            {chain.items.map((link) => (
              <ChainLink key={link.name} link={link} />
            ))}
          </ol>
        </div>
      ) : null}
      <Footer {...props} />
    </Pop>
  );
}

function Who({ view: { face, headline, detail, notice } }: { readonly view: WhoView }) {
  return (
    <div class="block">
      {notice ? (
        <p class="notice" role="status">
          <Icon name="offline" />
          <span>{notice}</span>
        </p>
      ) : null}
      {face ? (
        <div class="person">
          <span class={`face ${face.tone}`} aria-hidden="true">
            {face.initials || <Icon name="nobody" />}
          </span>
          <div>
            <p class={`headline ${face.tone}`}>{headline}</p>
            {detail ? <p class="soft">{detail}</p> : null}
          </div>
        </div>
      ) : detail ? (
        <p class="soft">{detail}</p>
      ) : null}
    </div>
  );
}

/** One filled button: what presses. Without a connection that is still to escalate, which is kept and sent later. */
function Footer({ model, view }: Props) {
  const isGap = view.state === 'gap' && view.canTakeOver;
  const escalate = (
    <button
      class={`button${isGap || (view.retry === 'again' && view.state === 'failed') ? '' : ' primary'}`}
      type="button"
      onClick={(event) => void model.openPanel(event, 'escalate')}
    >
      {say('bar.escalate')}
    </button>
  );
  const takeOver = view.canTakeOver ? (
    <button
      class={`button${isGap ? ' primary' : ''}`}
      type="button"
      onClick={(event) => void model.show(event, 'take-over')}
    >
      {say('bar.takeOver')}
    </button>
  ) : null;
  return (
    <div class="foot">
      {view.state === 'signed-out' ? null : isGap ? [takeOver, escalate] : [escalate, takeOver]}
      {view.state === 'offline' ? <span class="soft small">{say('who.keptAndSent')}</span> : null}
      {view.retry ? (
        <button
          class={`button${view.state === 'offline' ? ' end' : ' primary'}`}
          type="button"
          onClick={(event) => void model.retry(event)}
        >
          {say(view.retry === 'sign-in' ? 'who.signIn' : 'who.again')}
        </button>
      ) : null}
      {view.link ? (
        <button class="quiet" type="button" onClick={(event) => void model.openPanel(event, 'brief')}>
          {say('who.brief')}
        </button>
      ) : null}
    </div>
  );
}

const LINK_ICONS = { away: 'plane', covered: 'check', gap: 'close', next: null } as const;

function ChainLink({ link: { mark, name, role, reason } }: { readonly link: Link }) {
  const icon = LINK_ICONS[mark];
  return (
    <li>
      <span class={`dot ${mark}`}>{icon ? <Icon name={icon} /> : '2'}</span>
      <span>
        <b>{name}</b>
        {role ? (role.startsWith(',') ? role : ` ${role}`) : ''}
        {reason ? <span class="soft reason">{reason}</span> : null}
      </span>
    </li>
  );
}
