import { SandboxSignIn } from '@understudy/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { send } from '../api/send.js';
import { isPageOfTheApp } from './next-address.js';

/** Signs in as a demo person (the answer sets the cookie) and goes where the sign-in was asked for. */
export function useBe(next: string) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [busyWith, setBusyWith] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);

  const signIn = async (email: string, to = next): Promise<void> => {
    setBusyWith(email);
    setError(null);
    try {
      await send(SandboxSignIn, { email, surface: 'web' });
      queries.clear();
      if (isPageOfTheApp(to)) await navigate(to);
      else location.assign(to);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusyWith(null);
    }
  };
  return { busyWith, error, signIn };
}
