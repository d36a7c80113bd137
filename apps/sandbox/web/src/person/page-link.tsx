import type { ComponentProps } from 'react';
import { Link, useLocation } from 'react-router';

/** The search part of an address that keeps who looks. */
export function useAs(): string {
  const as = new URLSearchParams(useLocation().search).get('as');
  return as ? `?as=${encodeURIComponent(as)}` : '';
}

/** A link to another page of the sandbox that stays the same person. */
export function PageLink({ to, ...rest }: Omit<ComponentProps<typeof Link>, 'to'> & { readonly to: string }) {
  return <Link to={{ pathname: to, search: useAs() }} {...rest} />;
}
