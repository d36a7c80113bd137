import type { AnswerOf, GetWorld } from '@understudy/contracts';
import { Button, firstNameOf, formatSpan, Notice } from '@understudy/ui';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { wordsFor } from '../api/send.js';
import { startStory, storyCast } from './story.js';
import { useBe } from './use-be.js';

type Tenant = AnswerOf<typeof GetWorld>['tenants'][number];

/** The main job in one click: an out-of-office event in a calendar, then the manager's view of what came of it. */
export function TryTheStory({ tenant }: { readonly tenant: Tenant }) {
  const be = useBe('/team');
  const [step, setStep] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const cast = storyCast(tenant);
  if (!cast) return null;

  const run = async () => {
    setError(null);
    try {
      setStep(`Putting the event in ${firstNameOf(cast.absent.name)}'s calendar`);
      const { first, last } = await startStory(cast.absent, () =>
        setStep('Understudy notices and works out who could cover'),
      );
      setStep(
        `${firstNameOf(cast.absent.name)} is away ${formatSpan(first, last)}. Opening the team as ${cast.manager.name}`,
      );
      await be.signIn(cast.manager.email);
    } catch (failure) {
      setError(failure);
    } finally {
      setStep(null);
    }
  };

  return (
    <div className="grid justify-items-start gap-2">
      <Button look="filled" busy={step !== null} onClick={() => void run()}>
        <Play className="i" />
        Try the story
      </Button>
      <p className="text-xs text-ink-2" role="status">
        {step ??
          `${cast.absent.name} puts two weeks off in the calendar; you see it as ${cast.manager.name}, who manages the team.`}
      </p>
      {(error ?? be.error) ? <Notice tone="gap">{wordsFor(error ?? be.error)}</Notice> : null}
    </div>
  );
}
