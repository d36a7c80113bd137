import '../../look/page.css';
import { Popup } from '../../popup/popup.js';
import { mount } from '../../look/mount.js';

mount(<Popup />);
