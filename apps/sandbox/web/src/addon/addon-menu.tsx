import { useQuery } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import { readMenu } from '../api/addon.js';
import { Menu } from '../frame/menu.js';

export interface AddonMenuProps {
  readonly busy: boolean;
  readonly onRun: (name: string) => void;
  readonly onOpenLink: (url: string) => void;
}

/** "…" of the add-on: what can be done from every card. */
export function AddonMenu({ busy, onRun, onOpenLink }: AddonMenuProps) {
  const menu = useQuery({
    queryKey: ['addon-menu'],
    queryFn: ({ signal }) => readMenu(signal),
    staleTime: Infinity,
  });
  return (
    <Menu
      label="Menu of the add-on"
      className="gcard-more"
      under
      menuClassName="gcard-menu"
      button={<Ellipsis className="i" />}
      buttonLabel="More of the add-on"
    >
      {(close) =>
        (menu.data ?? []).map((item) => (
          <button
            key={item.label}
            type="button"
            className="menu-item"
            disabled={busy}
            onClick={() => {
              close();
              if ('function' in item) onRun(item.function);
              else onOpenLink(item.url);
            }}
          >
            {item.label}
          </button>
        ))
      }
    </Menu>
  );
}
