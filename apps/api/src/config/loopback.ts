const LOOPBACK = ['127.0.0.1', '::1', 'localhost'] as const;

/** A name of this very machine. */
export const isLoopback = (host: string): boolean => LOOPBACK.some((address) => address === host);
