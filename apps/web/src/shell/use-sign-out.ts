import { useQueryClient } from '@tanstack/react-query';
import { SignOut } from '@understudy/contracts';
import { useToast } from '@understudy/ui';
import { useNavigate } from 'react-router';
import { send, wordsFor } from '../api/send.js';

/** Ends the session here and forgets what was read with it. Drafts stay in this tab. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const tell = useToast();
  return async () => {
    try {
      await send(SignOut, {});
      void navigate('/sign-in');
      queries.clear();
    } catch (error) {
      tell({ tone: 'bad', text: wordsFor(error) });
    }
  };
}
