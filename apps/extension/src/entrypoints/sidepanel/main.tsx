import '../../look/page.css';
import { mount } from '../../look/mount.js';
import { Panel } from '../../panel/panel.js';

mount(<Panel tabId={Number(new URLSearchParams(location.search).get('tab') ?? -1)} />);
