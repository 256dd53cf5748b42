<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
</context>
<context>
    <name>AddedDialog</name>
    <message>
        <source>Added files</source>
        <translation>添加的文件</translation>
    </message>
    <message>
        <source>Nothing was added. Drop files or folders on this review to add them.</source>
        <translation>没有添加任何文件。将文件或文件夹拖放到本次审阅上即可添加。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>What is taken out leaves the list with its scores. Pairs that you decided or remarked on stay, and no file is touched.</source>
        <translation>移出的内容连同评分离开列表。已决定或已备注的图对会保留，不会改动任何文件。</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} 及另外 {1} 个</translation>
    </message>
    <message>
        <source>Generated images</source>
        <translation>生成图</translation>
    </message>
    <message>
        <source>Originals</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Pairs of its own</source>
        <translation>自带图对</translation>
    </message>
    <message>
        <source>{0} pair</source>
        <translation>{0} 个图对</translation>
    </message>
    <message>
        <source>{0} pairs</source>
        <translation>{0} 个图对</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>移出</translation>
    </message>
    <message>
        <source>Take {0} out</source>
        <translation>移出 {0}</translation>
    </message>
</context>
<context>
    <name>BandSlider</name>
    <message>
        <source>approve limit</source>
        <translation>通过线</translation>
    </message>
    <message>
        <source>reject limit</source>
        <translation>淘汰线</translation>
    </message>
    <message>
        <source>No scores yet</source>
        <translation>暂无分数</translation>
    </message>
</context>
<context>
    <name>BarKeys</name>
    <message>
        <source>Relative scale</source>
        <translation>相对色标</translation>
    </message>
    <message>
        <source>Absolute scale</source>
        <translation>绝对色标</translation>
    </message>
    <message>
        <source>Slider of the mode</source>
        <translation>当前模式的滑块</translation>
    </message>
    <message>
        <source>Absolute: the same colours for every pair. Relative: up to the largest change of this one.</source>
        <translation>绝对：所有图对用同一套颜色。相对：以本图对的最大变化为上限。</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>Outgrowth</source>
        <translation>多出</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>As in the original</source>
        <translation>与原图一致</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>All commands</source>
        <translation>全部命令</translation>
    </message>
    <message>
        <source>Type a command: approve, zoom, theme …</source>
        <translation>输入命令：通过、缩放、主题……</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>找到的命令</translation>
    </message>
    <message>
        <source>No command has these letters</source>
        <translation>没有含这些字的命令</translation>
    </message>
</context>
<context>
    <name>CompareBar</name>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>both pictures, moved together</source>
        <translation>两张图并排，同步移动</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>one picture in the place of the other; once more turns it over</source>
        <translation>两张图在同一位置；再按一次翻转</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>original left, generated image right of the pointer</source>
        <translation>指针左侧为原图，右侧为生成图</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>叠加</translation>
    </message>
    <message>
        <source>the original shines through</source>
        <translation>让原图透出来</translation>
    </message>
    <message>
        <source>Difference map</source>
        <translation>差异图</translation>
    </message>
    <message>
        <source>what changed, inside the product and dimly outside</source>
        <translation>哪里变了：产品内着色，产品外淡显</translation>
    </message>
    <message>
        <source>Mask view</source>
        <translation>蒙版视图</translation>
    </message>
    <message>
        <source>the product alone, as outline, fill or cut-out</source>
        <translation>只看产品：轮廓、填充或抠图</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>darken everything but the product</source>
        <translation>压暗产品以外的部分</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>tint the product</source>
        <translation>给产品着色</translation>
    </message>
    <message>
        <source>Cut-out</source>
        <translation>抠图</translation>
    </message>
    <message>
        <source>take everything but the product away</source>
        <translation>去掉产品以外的部分</translation>
    </message>
    <message>
        <source>Align product</source>
        <translation>按产品对齐</translation>
    </message>
    <message>
        <source>The product stays under the pointer in both pictures</source>
        <translation>产品在两张图中始终位于指针下方</translation>
    </message>
    <message>
        <source>Align frame</source>
        <translation>按画面对齐</translation>
    </message>
    <message>
        <source>The same place of the frame in both pictures</source>
        <translation>两张图显示画面的同一位置</translation>
    </message>
    <message>
        <source>Align pixels</source>
        <translation>按像素对齐</translation>
    </message>
    <message>
        <source>The same pixel of the file in both pictures</source>
        <translation>两张图显示文件的同一像素</translation>
    </message>
</context>
<context>
    <name>CompareModes</name>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Opacity of the difference map</source>
        <translation>差异图的不透明度</translation>
    </message>
    <message>
        <source>Divider</source>
        <translation>分割线</translation>
    </message>
    <message>
        <source>Place of the divider; it also follows the pointer</source>
        <translation>分割线的位置；也会跟随指针</translation>
    </message>
    <message>
        <source>Mix</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>From the original alone (left) to the generated image alone (right)</source>
        <translation>从仅原图（左）到仅生成图（右）</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>Differences below this ΔE are not drawn</source>
        <translation>低于此 ΔE 的差异不显示</translation>
    </message>
    <message>
        <source>Dim</source>
        <translation>压暗</translation>
    </message>
    <message>
        <source>How far everything but the product is darkened</source>
        <translation>产品以外部分压暗的程度</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Opacity of the fill</source>
        <translation>填充的不透明度</translation>
    </message>
    <message>
        <source>Cut out</source>
        <translation>抠除</translation>
    </message>
    <message>
        <source>How far everything but the product is taken away</source>
        <translation>产品以外部分去除的程度</translation>
    </message>
</context>
<context>
    <name>CompareNotes</name>
    <message>
        <source>The original cannot be shown, so there is nothing to compare with.</source>
        <translation>原图无法显示，因此没有可供比较的图片。</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>No difference map yet: this pair waits for its turn.</source>
        <translation>尚无差异图：此图对正在等待评判。</translation>
    </message>
    <message>
        <source>No difference map. {0}</source>
        <translation>没有差异图。{0}</translation>
    </message>
    <message>
        <source>No mask yet: this pair waits for its turn.</source>
        <translation>尚无蒙版：此图对正在等待评判。</translation>
    </message>
    <message>
        <source>No mask. {0}</source>
        <translation>没有蒙版。{0}</translation>
    </message>
</context>
<context>
    <name>CompareStage</name>
    <message>
        <source>ORIGINAL</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>GENERATED</source>
        <translation>生成图</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Generated image</source>
        <translation>生成图</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>No pair chosen</source>
        <translation>未选择图对</translation>
    </message>
    <message>
        <source>Choose a pair in the list and it is shown here, original and generated image side by side.</source>
        <translation>在列表中选择一个图对，原图与生成图会并排显示在这里。</translation>
    </message>
    <message>
        <source>This picture cannot be shown</source>
        <translation>无法显示这张图片</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适应窗口</translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message>
        <source>All {0} variants of {1} rejected</source>
        <translation>已淘汰 {1} 的全部 {0} 个变体</translation>
    </message>
    <message>
        <source>No variant has both scores yet</source>
        <translation>还没有两项分数齐全的变体</translation>
    </message>
    <message>
        <source>The best one can be told once they are judged. Nothing was decided.</source>
        <translation>评判完成后才能选出最佳。未作任何决定。</translation>
    </message>
    <message>
        <source>{0} approved, {1} other variants rejected</source>
        <translation>已通过 {0}，淘汰其余 {1} 个变体</translation>
    </message>
</context>
<context>
    <name>DefectRow</name>
    <message>
        <source>Click to see it in the picture</source>
        <translation>点击可在图中查看</translation>
    </message>
    <message>
        <source>Concerns the whole picture</source>
        <translation>涉及整张图片</translation>
    </message>
    <message>
        <source>Severity {0:.0f} of 100. {1}.</source>
        <translation>严重度 {0:.0f}/100。{1}。</translation>
    </message>
</context>
<context>
    <name>DistributionView</name>
    <message>
        <source>Distribution of reward and consistency</source>
        <translation>背景分与一致性的分布</translation>
    </message>
    <message>
        <source>Reward across, consistency up</source>
        <translation>横轴背景分，纵轴一致性</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>背景分</translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>套索</translation>
    </message>
    <message>
        <source>Drag to select the pairs in a rectangle</source>
        <translation>拖动以框选图对</translation>
    </message>
    <message>
        <source>Drag to select the pairs that you draw around</source>
        <translation>拖动以圈选图对</translation>
    </message>
    <message>
        <source>Drag to select, click for a pair; drag a line, or use Ctrl and the arrow keys, to move a threshold</source>
        <translation>拖动可框选，单击查看图对；拖动线条或用 Ctrl 加方向键移动阈值</translation>
    </message>
    <message>
        <source>Ctrl and the arrow keys move the approve limits, with Shift the reject limits</source>
        <translation>Ctrl 加方向键移动通过阈值，再加 Shift 移动淘汰阈值</translation>
    </message>
    <message>
        <source>No pair has both scores yet</source>
        <translation>还没有图对同时具备两项分数</translation>
    </message>
    <message>
        <source>Each pair appears here as a point as soon as it is judged.</source>
        <translation>每个图对评判完成后会以一个点显示在这里。</translation>
    </message>
    <message>
        <source>Show the list</source>
        <translation>显示列表</translation>
    </message>
</context>
<context>
    <name>DragOut</name>
    <message>
        <source>{0} file copied</source>
        <translation>已复制 {0} 个文件</translation>
    </message>
    <message>
        <source>{0} files copied</source>
        <translation>已复制 {0} 个文件</translation>
    </message>
    <message>
        <source>{0} (the original)</source>
        <translation>{0}（原图）</translation>
    </message>
    <message>
        <source>Not approved: the settings let only approved images out</source>
        <translation>未通过：设置只允许拖出已通过的图片</translation>
    </message>
    <message>
        <source>{0} images</source>
        <translation>{0} 张图片</translation>
    </message>
    <message>
        <source> (not approved)</source>
        <translation>（未通过）</translation>
    </message>
    <message>
        <source> ({0} of them not approved)</source>
        <translation>（其中 {0} 张未通过）</translation>
    </message>
    <message>
        <source>Dragging {0}</source>
        <translation>正在拖动 {0}</translation>
    </message>
    <message>
        <source>Dragged out: {0}</source>
        <translation>已拖出：{0}</translation>
    </message>
</context>
<context>
    <name>DropDialog</name>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} 及另外 {1} 个</translation>
    </message>
    <message>
        <source>Add to this project, or open as a new one?</source>
        <translation>加入此项目，还是作为新项目打开？</translation>
    </message>
    <message>
        <source>Add to {0}</source>
        <translation>加入 {0}</translation>
    </message>
    <message>
        <source>New pairs join this review; its scores and decisions stay.</source>
        <translation>新的图对加入本次审阅；已有评分和决定保持不变。</translation>
    </message>
    <message>
        <source>Open as a new project</source>
        <translation>作为新项目打开</translation>
    </message>
    <message>
        <source>This review is saved and closed; you find it under the recent projects.</source>
        <translation>本次审阅会保存并关闭；可在最近的项目中找到。</translation>
    </message>
    <message>
        <source>Do not ask again</source>
        <translation>不再询问</translation>
    </message>
    <message>
        <source>It can be changed in the settings.</source>
        <translation>可在设置中更改。</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Let go to bring these files in</source>
        <translation>松开即可带入这些文件</translation>
    </message>
    <message>
        <source>Into this project or as a new one: you will be asked.</source>
        <translation>加入此项目或作为新项目：稍后会询问您。</translation>
    </message>
    <message>
        <source>Let go to add these files to this project</source>
        <translation>松开即可将这些文件加入此项目</translation>
    </message>
    <message>
        <source>New pairs join this review; its scores and decisions stay.</source>
        <translation>新的图对加入本次审阅；已有评分和决定保持不变。</translation>
    </message>
    <message>
        <source>Let go to open these files</source>
        <translation>松开即可打开这些文件</translation>
    </message>
    <message>
        <source>This review is saved; you find it under the recent projects.</source>
        <translation>当前审阅已保存，可在最近的项目中找到。</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Drop folders here</source>
        <translation>将文件夹拖到这里</translation>
    </message>
    <message>
        <source>Drop your folders here</source>
        <translation>将文件夹拖到这里</translation>
    </message>
    <message>
        <source>The originals and the generated images: two folders,
one folder that holds both, or the files themselves.</source>
        <translation>原图与生成图：两个文件夹，
或同时包含两者的一个文件夹，或图片文件本身。</translation>
    </message>
    <message>
        <source>Open folders…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>试用示例</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Let go to open</source>
        <translation>松开即可打开</translation>
    </message>
</context>
<context>
    <name>EndBanner</name>
    <message>
        <source>Export approved…</source>
        <translation>导出已通过…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Everything in this list is decided</source>
        <translation>此列表已全部决定</translation>
    </message>
    <message>
        <source>{0} approved · {1} rejected</source>
        <translation>通过 {0} · 淘汰 {1}</translation>
    </message>
    <message>
        <source>Show {0} more undecided</source>
        <translation>再显示 {0} 个未定图对</translation>
    </message>
</context>
<context>
    <name>EvidenceGrid</name>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Folder to copy into</source>
        <translation>目标文件夹</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>To</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Export images</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>Files are copied, never moved. A list of their scores and decisions (CSV and JSON) lies beside them.</source>
        <translation>文件只复制，绝不移动。旁边会附上含分数和决定的清单（CSV 和 JSON）。</translation>
    </message>
    <message>
        <source>The presets could not be changed</source>
        <translation>无法更改预设</translation>
    </message>
    <message>
        <source>This cannot be exported</source>
        <translation>无法导出</translation>
    </message>
    <message>
        <source>Copying {0} of {1}</source>
        <translation>正在复制 {0}/{1}</translation>
    </message>
    <message>
        <source>The export did not finish</source>
        <translation>导出未完成</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation>正在查看文件夹…</translation>
    </message>
    <message>
        <source>Copying…</source>
        <translation>正在复制…</translation>
    </message>
    <message>
        <source>Stopping after this file…</source>
        <translation>复制完这个文件后停止…</translation>
    </message>
    <message>
        <source>What was copied stays.</source>
        <translation>已复制的会保留。</translation>
    </message>
    <message>
        <source>These names cannot be made</source>
        <translation>无法生成这样的名称</translation>
    </message>
    <message>
        <source>Choose what to export</source>
        <translation>选择要导出的内容</translation>
    </message>
    <message>
        <source>Tick at least one kind of decision.</source>
        <translation>请至少勾选一种决定。</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Then this says what would be copied.</source>
        <translation>然后这里会说明将复制什么。</translation>
    </message>
</context>
<context>
    <name>ExportFields</name>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Taken names</source>
        <translation>重名</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Text and any of: {0}</source>
        <translation>文字及以下任意项：{0}</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Full size</source>
        <translation>原尺寸</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Longest side</source>
        <translation>长边</translation>
    </message>
    <message>
        <source>Longest side of the copies; nothing is enlarged</source>
        <translation>副本的长边；不会放大</translation>
    </message>
    <message>
        <source>Quality </source>
        <translation>质量 </translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Rating and label as XMP files, for Bridge, Lightroom and digiKam</source>
        <translation>以 XMP 文件附带评级与标签，供 Bridge、Lightroom 和 digiKam 使用</translation>
    </message>
    <message>
        <source>HTML report with pictures, scores and notes</source>
        <translation>带图片、评分和备注的 HTML 报告</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Also write</source>
        <translation>同时写出</translation>
    </message>
</context>
<context>
    <name>FileTools</name>
    <message>
        <source>The image could not be copied</source>
        <translation>无法复制图片</translation>
    </message>
    <message>
        <source>Image copied</source>
        <translation>已复制图片</translation>
    </message>
    <message>
        <source>Paste it into another program.</source>
        <translation>可粘贴到其他程序中。</translation>
    </message>
    <message>
        <source>No program opened the image</source>
        <translation>没有程序能打开这张图片</translation>
    </message>
    <message>
        <source>No program opened the report</source>
        <translation>没有程序能打开报告</translation>
    </message>
    <message>
        <source>The file manager did not open</source>
        <translation>文件管理器没有打开</translation>
    </message>
</context>
<context>
    <name>Filmstrip</name>
    <message>
        <source>Variants of this original</source>
        <translation>此原图的变体</translation>
    </message>
    <message>
        <source>The variants of the chosen pair&apos;s original are shown here</source>
        <translation>所选图对的原图的全部变体会显示在这里</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Find by name</source>
        <translation>按名称查找</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Verdict of the models</source>
        <translation>模型结论</translation>
    </message>
    <message>
        <source>Show only pairs with this verdict of the models</source>
        <translation>只显示此模型结论的图对</translation>
    </message>
    <message>
        <source>Any verdict</source>
        <translation>任意结论</translation>
    </message>
    <message>
        <source>Re-sort</source>
        <translation>重新排序</translation>
    </message>
    <message>
        <source>New scores or decisions would change this order. Sort again</source>
        <translation>新的分数或决定会改变当前顺序。重新排序</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0}/{1}</translation>
    </message>
</context>
<context>
    <name>FilterChips</name>
    <message>
        <source>Remove this condition</source>
        <translation>移除此条件</translation>
    </message>
    <message>
        <source>Remove: {0}</source>
        <translation>移除：{0}</translation>
    </message>
    <message>
        <source>Selection: {0}</source>
        <translation>选区：{0}</translation>
    </message>
    <message>
        <source>Random sample: {0}</source>
        <translation>随机样本：{0}</translation>
    </message>
    <message>
        <source>Best {0} of each original</source>
        <translation>每张原图最佳 {0} 个</translation>
    </message>
    <message>
        <source>Best of each original</source>
        <translation>每张原图的最佳</translation>
    </message>
    <message>
        <source>Disagreements</source>
        <translation>意见不一致</translation>
    </message>
    <message>
        <source>Random sample</source>
        <translation>随机样本</translation>
    </message>
    <message>
        <source>{0} defects</source>
        <translation>{0} 项缺陷</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>背景分</translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>通过率</translation>
    </message>
    <message>
        <source>{0} {1:.2f}–{2:.2f}</source>
        <translation>{0} {1:.2f}–{2:.2f}</translation>
    </message>
</context>
<context>
    <name>FilterPanel</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>You and the models disagree</source>
        <translation>您与模型意见不一致</translation>
    </message>
    <message>
        <source>Random sample</source>
        <translation>随机样本</translation>
    </message>
    <message>
        <source>Best of each original:</source>
        <translation>每张原图的最佳：</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>VERDICT</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>DEFECTS</source>
        <translation>缺陷</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>背景分</translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>通过率</translation>
    </message>
    <message>
        <source>SCORES</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>SAVED FILTERS</source>
        <translation>已保存的筛选</translation>
    </message>
    <message>
        <source>None yet: set a filter, name it and save it.</source>
        <translation>暂无：设好筛选条件后命名并保存。</translation>
    </message>
    <message>
        <source>How many of each original</source>
        <translation>每张原图取几个</translation>
    </message>
    <message>
        <source>Name for this filter</source>
        <translation>此筛选的名称</translation>
    </message>
    <message>
        <source>{0:.2f} to {1:.2f}</source>
        <translation>{0:.2f} 到 {1:.2f}</translation>
    </message>
    <message>
        <source>Rename {0}</source>
        <translation>重命名 {0}</translation>
    </message>
    <message>
        <source>Delete {0}</source>
        <translation>删除 {0}</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>A number from 1 to {0}, or a part of a name</source>
        <translation>1 到 {0} 的序号，或名称的一部分</translation>
    </message>
    <message>
        <source>No pair has this name</source>
        <translation>没有名称匹配的图对</translation>
    </message>
    <message>
        <source>{0}: hidden by the filter, which will be removed</source>
        <translation>{0}：被筛选隐藏，将移除筛选</translation>
    </message>
    <message>
        <source>{0}. {1}, the next of {2}</source>
        <translation>{0}. {1}，共 {2} 个中的下一个</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <translation>{0}. {1}</translation>
    </message>
</context>
<context>
    <name>FoldersQuestionDialog</name>
    <message>
        <source>Which folder holds the originals?</source>
        <translation>哪个文件夹是原图？</translation>
    </message>
    <message>
        <source>The product photos that were there first. The other folder is taken as the generated images.</source>
        <translation>即最初的产品照片。另一个文件夹将作为生成图。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>GridHeadings</name>
    <message>
        <source>1 variant</source>
        <translation>1 个变体</translation>
    </message>
    <message>
        <source>{0} variants</source>
        <translation>{0} 个变体</translation>
    </message>
    <message>
        <source>{0} approved</source>
        <translation>通过 {0}</translation>
    </message>
    <message>
        <source>{0} rejected</source>
        <translation>淘汰 {0}</translation>
    </message>
</context>
<context>
    <name>HintBar</name>
    <message>
        <source>Next hint</source>
        <translation>下一条提示</translation>
    </message>
    <message>
        <source>Close the hints</source>
        <translation>关闭提示</translation>
    </message>
    <message>
        <source>{0} approves, {1} rejects, {2} takes it back; the next undecided pair opens by itself.</source>
        <translation>{0} 通过，{1} 淘汰，{2} 撤销；下一个未定图对会自动打开。</translation>
    </message>
    <message>
        <source>Click a reason on the right and the picture goes to its place.</source>
        <translation>点击右侧的某个原因，图片会移到对应位置。</translation>
    </message>
    <message>
        <source>{0} finds every command by a few letters, {1} shows every key.</source>
        <translation>{0} 用几个字即可找到任何命令，{1} 显示所有按键。</translation>
    </message>
    <message>
        <source>Other keys, a layout for the left hand, theme and language are in the settings ({0}).</source>
        <translation>其他按键、左手布局、主题和语言都在设置中（{0}）。</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>知道了</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Scores and reasons</source>
        <translation>分数与原因</translation>
    </message>
    <message>
        <source>Models say</source>
        <translation>模型结论</translation>
    </message>
    <message>
        <source>You say</source>
        <translation>您的决定</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>背景分</translation>
    </message>
    <message>
        <source>background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>No pair chosen</source>
        <translation>未选择图对</translation>
    </message>
    <message>
        <source>Choose a pair and its scores and reasons are shown here.</source>
        <translation>选择一个图对，其分数和原因会显示在这里。</translation>
    </message>
    <message>
        <source>SCORES</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>REMARKS</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>PRODUCT NAME</source>
        <translation>产品名称</translation>
    </message>
    <message>
        <source>EVIDENCE</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>This pair was not judged yet. Its scores appear here as soon as they are made.</source>
        <translation>此图对尚未评判，分数得出后会立即显示在这里。</translation>
    </message>
    <message>
        <source>This score could not be made for this pair.</source>
        <translation>此图对无法得出该分数。</translation>
    </message>
    <message>
        <source>Not counted: you said that the mask is wrong</source>
        <translation>不计入：您标记了蒙版有误</translation>
    </message>
    <message>
        <source>DEFECTS</source>
        <translation>缺陷</translation>
    </message>
    <message>
        <source>No defect found.</source>
        <translation>未发现缺陷。</translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>暂无内容。</translation>
    </message>
</context>
<context>
    <name>JumpDialog</name>
    <message>
        <source>Go to pair</source>
        <translation>转到图对</translation>
    </message>
    <message>
        <source>Number or name</source>
        <translation>序号或名称</translation>
    </message>
    <message>
        <source>Number or name of the pair</source>
        <translation>图对的序号或名称</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>KeyRecorder</name>
    <message>
        <source>Add a key…</source>
        <translation>添加按键…</translation>
    </message>
    <message>
        <source>Press the key (Esc stops)</source>
        <translation>请按键（Esc 取消）</translation>
    </message>
</context>
<context>
    <name>KeyedTips</name>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
</context>
<context>
    <name>LayerBar</name>
    <message>
        <source>Masks</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>Outline the product and fill what grew or was lost</source>
        <translation>勾出产品轮廓，并填充多出或缺失的部分</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Colour the product by how far its colours moved</source>
        <translation>按颜色变化的程度给产品着色</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>缺陷</translation>
    </message>
    <message>
        <source>Number the places where defects were found</source>
        <translation>用编号标出发现缺陷的位置</translation>
    </message>
    <message>
        <source>What stays together in both pictures: the product, the frame, or the pixels</source>
        <translation>两张图按什么对齐：产品、画面或像素</translation>
    </message>
    <message>
        <source>Moved by hand: put the pictures back on each other</source>
        <translation>已手动移动：点击让两张图重新重合</translation>
    </message>
    <message>
        <source>Magnifier for both pictures</source>
        <translation>两张图的放大镜</translation>
    </message>
    <message>
        <source>Correct the product&apos;s mask</source>
        <translation>修正产品蒙版</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Fit: show the whole picture</source>
        <translation>适应窗口：显示整张图片</translation>
    </message>
    <message>
        <source>Fit the product</source>
        <translation>适应产品</translation>
    </message>
    <message>
        <source>Actual size: one pixel of the file per screen pixel</source>
        <translation>实际大小：文件的一个像素对应屏幕的一个像素</translation>
    </message>
</context>
<context>
    <name>LearnDialog</name>
    <message>
        <source>Learn from my decisions</source>
        <translation>从我的决定中学习</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Apply certified limits</source>
        <translation>采用已认证的阈值</translation>
    </message>
    <message>
        <source>Review the random sample</source>
        <translation>复核随机样本</translation>
    </message>
    <message>
        <source>Head in use</source>
        <translation>使用中的评分头</translation>
    </message>
    <message>
        <source>Use this one</source>
        <translation>使用这个</translation>
    </message>
    <message>
        <source>Reading the decisions…</source>
        <translation>正在读取决定…</translation>
    </message>
    <message>
        <source>Reward in use</source>
        <translation>使用中的背景分</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Why this reward: {0}</source>
        <translation>为什么是这个背景分：{0}</translation>
    </message>
    <message>
        <source>Your decisions</source>
        <translation>您的决定</translation>
    </message>
    <message>
        <source>Certified approvals</source>
        <translation>已认证的通过</translation>
    </message>
    <message>
        <source>Learning…</source>
        <translation>正在学习…</translation>
    </message>
    <message>
        <source>The shipped reward</source>
        <translation>自带的背景分</translation>
    </message>
    <message>
        <source>Head {0}: {1} decisions, AUC {2:.2f}</source>
        <translation>评分头 {0}：{1} 个决定，AUC {2:.2f}</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Colour difference (ΔE2000). Up to 2 is hardly seen, from 10 on it is plain; {0} and more has the lightest colour. Inside the product the light is evened out first.</source>
        <translation>颜色差异 (ΔE2000)。2 以内几乎看不出，10 以上很明显；{0} 及以上用最亮的颜色。产品内部先校正光照。</translation>
    </message>
    <message>
        <source>Scale of the difference map, 0 to ΔE {0}</source>
        <translation>差异图色标，0 到 ΔE {0}</translation>
    </message>
    <message>
        <source>ΔE</source>
        <translation>ΔE</translation>
    </message>
    <message>
        <source>ΔE {0:.1f}</source>
        <translation>ΔE {0:.1f}</translation>
    </message>
    <message>
        <source>ΔE {0:.1f} outside</source>
        <translation>产品外 ΔE {0:.1f}</translation>
    </message>
</context>
<context>
    <name>ListStates</name>
    <message>
        <source>No pair matches this filter</source>
        <translation>没有符合筛选条件的图对</translation>
    </message>
    <message>
        <source>The filter hides {0}: {1}.</source>
        <translation>筛选条件隐藏了{0}：{1}。</translation>
    </message>
    <message>
        <source>the only pair</source>
        <translation>唯一的图对</translation>
    </message>
    <message>
        <source>all {0} pairs</source>
        <translation>全部 {0} 个图对</translation>
    </message>
    <message>
        <source>Show all pairs</source>
        <translation>显示全部图对</translation>
    </message>
    <message>
        <source>Looking for pairs…</source>
        <translation>正在查找图对…</translation>
    </message>
    <message>
        <source>Pairs appear here as they are found; you can start at once.</source>
        <translation>找到的图对会陆续显示在这里，您可以立即开始。</translation>
    </message>
    <message>
        <source>A generated image is paired with the original whose name it starts with: chair.png and chair_02.png.</source>
        <translation>生成图与其文件名开头相同的原图配对：chair.png 与 chair_02.png。</translation>
    </message>
    <message>
        <source>No pairs here</source>
        <translation>这里没有图对</translation>
    </message>
    <message>
        <source>Open other folders…</source>
        <translation>打开其他文件夹…</translation>
    </message>
    <message>
        <source>What was found…</source>
        <translation>查看扫描结果…</translation>
    </message>
</context>
<context>
    <name>Magnifier</name>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Generated</source>
        <translation>生成图</translation>
    </message>
    <message>
        <source>{0}×</source>
        <translation>{0}×</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>The segmenter could not answer</source>
        <translation>分割模型无法响应</translation>
    </message>
    <message>
        <source>Judging is finished</source>
        <translation>评判已完成</translation>
    </message>
    <message>
        <source>The list kept its order meanwhile.</source>
        <translation>期间列表保持了原来的顺序。</translation>
    </message>
    <message>
        <source>Sort again</source>
        <translation>重新排序</translation>
    </message>
    <message>
        <source>Undo ({0})</source>
        <translation>撤销（{0}）</translation>
    </message>
    <message>
        <source>Some files were left out</source>
        <translation>有些文件未纳入</translation>
    </message>
    <message>
        <source>Pair them…</source>
        <translation>手动配对…</translation>
    </message>
    <message>
        <source>Show them…</source>
        <translation>查看…</translation>
    </message>
    <message>
        <source>A folder of this project is not there</source>
        <translation>此项目的一个文件夹不在原处</translation>
    </message>
    <message>
        <source>Find it…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Report written</source>
        <translation>报告已写好</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>MaskBar</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Looking for it…</source>
        <translation>正在查找…</translation>
    </message>
</context>
<context>
    <name>MaskEditor</name>
    <message>
        <source>Nothing was found there. The brush can draw it.</source>
        <translation>那里没有找到内容。可用画笔绘制。</translation>
    </message>
    <message>
        <source>That did not work. The brush can draw it.</source>
        <translation>未能成功。可用画笔绘制。</translation>
    </message>
</context>
<context>
    <name>ModelCardView</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>From files…</source>
        <translation>从文件导入…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Being fetched</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>Needs PyTorch, which this installation does not have: it can be installed but not used.</source>
        <translation>需要 PyTorch，而当前安装没有：可以安装该模型，但无法使用。</translation>
    </message>
    <message>
        <source>Source of {0}: {1}</source>
        <translation>{0} 的来源：{1}</translation>
    </message>
    <message>
        <source>Id: {0}</source>
        <translation>标识：{0}</translation>
    </message>
    <message>
        <source>Trained on: {0}</source>
        <translation>训练数据：{0}</translation>
    </message>
    <message>
        <source>Source: {0}</source>
        <translation>来源：{0}</translation>
    </message>
    <message>
        <source>Waits for the download before it</source>
        <translation>等待前一个下载完成</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Comparing every byte…</source>
        <translation>正在逐字节比较…</translation>
    </message>
    <message>
        <source>Copying and verifying…</source>
        <translation>正在复制并校验…</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>正在移除…</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Verifying…</source>
        <translation>正在校验…</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>{0}/s</source>
        <translation>{0}/秒</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Install again</source>
        <translation>重新安装</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>安装</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Partly fetched: {0}</source>
        <translation>部分下载：{0}</translation>
    </message>
    <message>
        <source>Remove {0} from this machine? {1} are freed.</source>
        <translation>从此电脑移除 {0}？将释放 {1}。</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Reading the models…</source>
        <translation>正在读取模型…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>A file or zip…</source>
        <translation>文件或 zip…</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Verify all</source>
        <translation>全部校验</translation>
    </message>
    <message>
        <source>Network…</source>
        <translation>网络…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>huggingface.co, when empty</source>
        <translation>留空则使用 huggingface.co</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>as the system, when empty</source>
        <translation>留空则跟随系统</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>PEM file of your company; the system&apos;s, when empty</source>
        <translation>公司的 PEM 文件；留空则使用系统证书</translation>
    </message>
    <message>
        <source>What comes with the app judges every project, without a network. The others are fetched from the address that stands beside them, when you ask for it; every file is verified. Pictures are never uploaded.</source>
        <translation>随应用提供的模型无需网络即可评判任何项目。其余模型仅在您要求时从旁边所列的地址下载，每个文件都会校验。图片绝不会上传。</translation>
    </message>
    <message>
        <source>Copying and verifying…</source>
        <translation>正在复制并校验…</translation>
    </message>
    <message>
        <source>{0} is installed and verified.</source>
        <translation>{0} 已安装并校验。</translation>
    </message>
    <message>
        <source>{0} is imported and verified.</source>
        <translation>{0} 已导入并校验。</translation>
    </message>
    <message>
        <source>{0} is as it should be: every byte was compared.</source>
        <translation>{0} 完好无损：已逐字节比较。</translation>
    </message>
    <message>
        <source>{0} was removed.</source>
        <translation>{0} 已移除。</translation>
    </message>
    <message>
        <source>Offline: {0} could not be reached. What comes with the app or is installed works without it. Models can be imported from files that were fetched on another machine.</source>
        <translation>离线：无法连接 {0}。随应用提供或已安装的模型无需网络即可使用。也可以导入在其他电脑上下载的模型文件。</translation>
    </message>
    <message>
        <source>Models (*.zip *.pth *.pt);;All files (*)</source>
        <translation>模型 (*.zip *.pth *.pt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>Folder with the files of the model</source>
        <translation>包含模型文件的文件夹</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Product name</source>
        <translation>产品名称</translation>
    </message>
    <message>
        <source>Empty: from the product list or the name of the file</source>
        <translation>留空：取自产品清单或文件名</translation>
    </message>
    <message>
        <source>{0} original</source>
        <translation>{0} 张原图</translation>
    </message>
    <message>
        <source>{0} originals</source>
        <translation>{0} 张原图</translation>
    </message>
    <message>
        <source>{0} pair</source>
        <translation>{0} 个图对</translation>
    </message>
    <message>
        <source>{0} pairs</source>
        <translation>{0} 个图对</translation>
    </message>
    <message>
        <source>For {0} with {1}. The models in use read the name: these pairs are judged again.</source>
        <translation>适用于 {0}，共 {1}。当前模型会读取名称：将重新评判这些图对。</translation>
    </message>
    <message>
        <source>For {0} with {1}. The models in use do not read the name; nothing is judged again.</source>
        <translation>适用于 {0}，共 {1}。当前模型不读取名称；不会重新评判。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>命名</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>OpenFoldersDialog</name>
    <message>
        <source>Open folders</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Folder of the originals</source>
        <translation>原图文件夹</translation>
    </message>
    <message>
        <source>Folder of the generated images</source>
        <translation>生成图文件夹</translation>
    </message>
    <message>
        <source>Originals</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Generated images</source>
        <translation>生成图</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Browse for {0}</source>
        <translation>浏览{0}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>What shall be reviewed?</source>
        <translation>要审阅什么？</translation>
    </message>
    <message>
        <source>Pairs are made by file names. Leave the second field empty when one folder holds both.</source>
        <translation>图对按文件名匹配。若一个文件夹同时包含两者，第二栏请留空。</translation>
    </message>
</context>
<context>
    <name>PairGridView</name>
    <message>
        <source>Grid of pairs</source>
        <translation>图对网格</translation>
    </message>
</context>
<context>
    <name>PairTableView</name>
    <message>
        <source>List of pairs</source>
        <translation>图对列表</translation>
    </message>
</context>
<context>
    <name>PairsDialog</name>
    <message>
        <source>Pair left-over images</source>
        <translation>为剩余图片配对</translation>
    </message>
    <message>
        <source>Generated images without an original</source>
        <translation>没有原图的生成图</translation>
    </message>
    <message>
        <source>Originals</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Find by looks</source>
        <translation>按外观查找</translation>
    </message>
    <message>
        <source>Accept the sure ones</source>
        <translation>采纳有把握的</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>GENERATED IMAGES WITHOUT AN ORIGINAL</source>
        <translation>没有原图的生成图</translation>
    </message>
    <message>
        <source>ORIGINALS</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Drag an image onto its original, or choose both and press Return on the original. Files are not renamed or moved.</source>
        <translation>将图片拖到它的原图上，或选中两者后在原图上按回车。文件不会被改名或移动。</translation>
    </message>
    <message>
        <source>Nothing looks alike: pair them by hand.</source>
        <translation>没有相似的图片：请手动配对。</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>{0} pair to add</source>
        <translation>将添加 {0} 个图对</translation>
    </message>
    <message>
        <source>{0} pairs to add</source>
        <translation>将添加 {0} 个图对</translation>
    </message>
    <message>
        <source>→ {0}</source>
        <translation>→ {0}</translation>
    </message>
    <message>
        <source>Looks like {0} ({1} %)</source>
        <translation>看起来像 {0}（{1} %）</translation>
    </message>
    <message>
        <source>Could be {0}</source>
        <translation>可能是 {0}</translation>
    </message>
    <message>
        <source>No original has this name</source>
        <translation>没有同名的原图</translation>
    </message>
</context>
<context>
    <name>PaneCard</name>
    <message>
        <source>Scan again</source>
        <translation>重新扫描</translation>
    </message>
</context>
<context>
    <name>PaneHeader</name>
    <message>
        <source>Drag it into another program</source>
        <translation>可拖到其他程序中</translation>
    </message>
</context>
<context>
    <name>PrecisionChart</name>
    <message>
        <source>How many approvals would be right?</source>
        <translation>有多少通过会是对的？</translation>
    </message>
    <message>
        <source>Right, with the 95 % interval; dashed: the target</source>
        <translation>正确比例及 95 % 区间；虚线：目标</translation>
    </message>
    <message>
        <source>Share of all pairs approved without a look</source>
        <translation>不经查看就通过的图对比例</translation>
    </message>
    <message>
        <source>Appears once pairs of the random sample are reviewed: only those can prove it.</source>
        <translation>复核随机样本后显示：只有它们能够证明。</translation>
    </message>
</context>
<context>
    <name>PresetBar</name>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Presets…</source>
        <translation>预设…</translation>
    </message>
    <message>
        <source>Save, rename, delete, import and export presets</source>
        <translation>保存、重命名、删除、导入和导出预设</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>保存更改</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Begin with this one</source>
        <translation>默认使用此预设</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation>全部导出…</translation>
    </message>
    <message>
        <source>Save as a preset</source>
        <translation>保存为预设</translation>
    </message>
    <message>
        <source>Rename the preset</source>
        <translation>重命名预设</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>预设名称</translation>
    </message>
    <message>
        <source>Export presets</source>
        <translation>导出预设</translation>
    </message>
    <message>
        <source>Presets (*.json)</source>
        <translation>预设 (*.json)</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
</context>
<context>
    <name>ProductField</name>
    <message>
        <source>Product name</source>
        <translation>产品名称</translation>
    </message>
    <message>
        <source>For example: red mug</source>
        <translation>例如：红色马克杯</translation>
    </message>
    <message>
        <source>Typed by you, for all pairs of this original.</source>
        <translation>由您输入，适用于此原图的所有图对。</translation>
    </message>
    <message>
        <source>From the manifest.</source>
        <translation>来自清单。</translation>
    </message>
    <message>
        <source>From the name of the file.</source>
        <translation>来自文件名。</translation>
    </message>
    <message>
        <source>The file&apos;s name says nothing about the product.</source>
        <translation>文件名中没有产品信息。</translation>
    </message>
    <message>
        <source>{0} The models in use read it: another name judges these pairs again.</source>
        <translation>{0}当前模型会读取它：更改名称后会重新评判这些图对。</translation>
    </message>
    <message>
        <source>{0} The models in use do not read it.</source>
        <translation>{0}当前模型不读取它。</translation>
    </message>
</context>
<context>
    <name>ProfileChip</name>
    <message>
        <source>Models missing: {0}</source>
        <translation>缺少模型：{0}</translation>
    </message>
    <message>
        <source>What judges: {0}</source>
        <translation>评判模型：{0}</translation>
    </message>
    <message>
        <source>What judges this project. Press to choose others.</source>
        <translation>评判此项目的模型。点按可另选。</translation>
    </message>
</context>
<context>
    <name>ProfileDialog</name>
    <message>
        <source>What judges this project</source>
        <translation>评判此项目的模型</translation>
    </message>
    <message>
        <source>Judge again</source>
        <translation>重新评判</translation>
    </message>
    <message>
        <source>The product is cut out by</source>
        <translation>抠出产品的模型</translation>
    </message>
    <message>
        <source>The background is judged by</source>
        <translation>评判背景的模型</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Look for the product by its name first: {0}</source>
        <translation>先按名称寻找产品：{0}</translation>
    </message>
    <message>
        <source>Needs one of the segmenters above to draw what it finds</source>
        <translation>需要上面的某个分割模型来画出找到的产品</translation>
    </message>
    <message>
        <source>Profile: {0}</source>
        <translation>配置：{0}</translation>
    </message>
    <message>
        <source>This is what judges the project now.</source>
        <translation>当前正由此配置评判项目。</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>What the models run on, as the session reports it</source>
        <translation>模型实际运行的设备，由会话报告</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Time left at your pace</source>
        <translation>按您的速度估计的剩余时间</translation>
    </message>
    <message>
        <source>At the pace of your recent decisions</source>
        <translation>按您最近的决定速度</translation>
    </message>
    <message>
        <source>{0} of deciding left</source>
        <translation>按此速度还需 {0}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0}/{1}</translation>
    </message>
    <message>
        <source>Looking for pairs… {0}</source>
        <translation>正在查找图对… {0}</translation>
    </message>
    <message>
        <source>Judging {0}</source>
        <translation>正在评判 {0}</translation>
    </message>
    <message>
        <source>Paused at {0}</source>
        <translation>已暂停：{0}</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Exporting {0}</source>
        <translation>正在导出 {0}</translation>
    </message>
    <message>
        <source>Stopped at {0}</source>
        <translation>已停止：{0}</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>All {0} judged</source>
        <translation>全部 {0} 个图对已评判</translation>
    </message>
    <message>
        <source>{0} judged, {1} not judged</source>
        <translation>已评判 {0}，未评判 {1}</translation>
    </message>
    <message>
        <source>{0} pairs/s</source>
        <translation>{0} 对/秒</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
</context>
<context>
    <name>RangeSlider</name>
    <message>
        <source>highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>lowest</source>
        <translation>最低</translation>
    </message>
</context>
<context>
    <name>ReasonChip</name>
    <message>
        <source>{0} · {1} of {2}</source>
        <translation>{0} · {1}/{2}</translation>
    </message>
    <message>
        <source>{0} of {1} pairs have it; each keeps what it has</source>
        <translation>{1} 对中有 {0} 对带有此原因；各自保持原样</translation>
    </message>
</context>
<context>
    <name>RecentCard</name>
    <message>
        <source>Remove from this list</source>
        <translation>从此列表移除</translation>
    </message>
    <message>
        <source>Remove {0} from this list</source>
        <translation>从此列表移除 {0}</translation>
    </message>
    <message>
        <source>The file is not there any more</source>
        <translation>文件已不在原处</translation>
    </message>
</context>
<context>
    <name>ReliabilityChart</name>
    <message>
        <source>Are the stated chances true?</source>
        <translation>给出的概率可信吗？</translation>
    </message>
    <message>
        <source>Approved by you; on the dashed line both agree</source>
        <translation>您通过的比例；虚线上两者一致</translation>
    </message>
    <message>
        <source>Stated chance of approval</source>
        <translation>给出的通过概率</translation>
    </message>
    <message>
        <source>Appears with your first decisions: what the app expects against what you decide.</source>
        <translation>有了最初的决定后显示：应用的预期与您的决定对比。</translation>
    </message>
</context>
<context>
    <name>RelinkDialog</name>
    <message>
        <source>Moved folders</source>
        <translation>文件夹已移动</translation>
    </message>
    <message>
        <source>Originals</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Generated images</source>
        <translation>生成图</translation>
    </message>
    <message>
        <source>Folder of originals and generated images</source>
        <translation>原图与生成图的文件夹</translation>
    </message>
    <message>
        <source>Use these folders</source>
        <translation>使用这些文件夹</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Where are the folders of this project now?</source>
        <translation>此项目的文件夹现在在哪里？</translation>
    </message>
    <message>
        <source>Scores, decisions and history stay. Files are only looked at, never changed.</source>
        <translation>评分、决定和历史保持不变。文件只会被查看，绝不更改。</translation>
    </message>
    <message>
        <source>Use them all the same</source>
        <translation>仍然使用</translation>
    </message>
</context>
<context>
    <name>RemarkDialog</name>
    <message>
        <source>Reasons and note</source>
        <translation>原因与备注</translation>
    </message>
    <message>
        <source>Replaces the notes of all {0} pairs.</source>
        <translation>将替换全部 {0} 对的备注。</translation>
    </message>
    <message>
        <source>Keep the notes</source>
        <translation>保留备注</translation>
    </message>
    <message>
        <source>Remove all notes</source>
        <translation>删除全部备注</translation>
    </message>
    <message>
        <source>For whoever makes the next version</source>
        <translation>写给制作下一版的人</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The pairs differ in what is dashed. What you do not touch stays as each pair has it.</source>
        <translation>虚线框表示各对不一致。未改动的内容保持各对原样。</translation>
    </message>
    <message>
        <source>PRODUCT</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>BACKGROUND</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>NOTE</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>{0} characters too long</source>
        <translation>超出 {0} 个字符</translation>
    </message>
    <message>
        <source>The notes of all {0} pairs will be removed.</source>
        <translation>全部 {0} 对的备注将被删除。</translation>
    </message>
    <message>
        <source>Different notes. Each pair keeps its own unless you write one for all.</source>
        <translation>备注各不相同。除非您为全部写一条，否则各对保留自己的备注。</translation>
    </message>
</context>
<context>
    <name>RemarkPanel</name>
    <message>
        <source>Mask wrong</source>
        <translation>蒙版有误</translation>
    </message>
    <message>
        <source>The product was not found rightly: its consistency leaves the ranking</source>
        <translation>产品识别有误：其一致性不再计入排名</translation>
    </message>
    <message>
        <source>Seen rightly but judged wrongly</source>
        <translation>识别正确，但评分有误</translation>
    </message>
    <message>
        <source>Say why, for whoever makes the next version</source>
        <translation>说明原因，供制作下一版的人参考</translation>
    </message>
    <message>
        <source>Score wrong</source>
        <translation>分数有误</translation>
    </message>
    <message>
        <source>Reasons and note…</source>
        <translation>原因与备注…</translation>
    </message>
</context>
<context>
    <name>ReviewFlow</name>
    <message>
        <source>{0} pairs approved</source>
        <translation>已通过 {0} 个图对</translation>
    </message>
    <message>
        <source>{0} pairs rejected</source>
        <translation>已淘汰 {0} 个图对</translation>
    </message>
    <message>
        <source>{0} pairs undecided</source>
        <translation>{0} 个图对已改为未定</translation>
    </message>
    <message>
        <source>{0} pair moved or renamed</source>
        <translation>{0} 个图对被移动或改名</translation>
    </message>
    <message>
        <source>{0} pairs moved or renamed</source>
        <translation>{0} 个图对被移动或改名</translation>
    </message>
    <message>
        <source>They were found again by their content; scores and decisions stayed.</source>
        <translation>已按内容重新找到，分数与决定保留。</translation>
    </message>
</context>
<context>
    <name>RoleDialog</name>
    <message>
        <source>What does &quot;{0}&quot; hold?</source>
        <translation>“{0}”里是什么？</translation>
    </message>
    <message>
        <source>Neither its name nor the names in it tell whether these are originals.</source>
        <translation>文件夹名和其中的文件名都看不出是否为原图。</translation>
    </message>
    <message>
        <source>Generated images</source>
        <translation>生成图</translation>
    </message>
    <message>
        <source>They are paired with the originals of this project.</source>
        <translation>它们将与此项目的原图配对。</translation>
    </message>
    <message>
        <source>Originals</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>They are paired with images that have no original yet.</source>
        <translation>它们将与尚无原图的图片配对。</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两者都有</translation>
    </message>
    <message>
        <source>They are paired with each other, by their names.</source>
        <translation>它们将按名称互相配对。</translation>
    </message>
</context>
<context>
    <name>SampleBar</name>
    <message>
        <source>Certificate…</source>
        <translation>认证…</translation>
    </message>
    <message>
        <source>Back to all pairs</source>
        <translation>返回全部图对</translation>
    </message>
    <message>
        <source>Random sample</source>
        <translation>随机样本</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>Chosen by chance, in random order: these decisions prove what the limits are worth.</source>
        <translation>随机抽取、随机排序：这些决定用来证明阈值是否可靠。</translation>
    </message>
    <message>
        <source>Random sample reviewed</source>
        <translation>随机样本已复核完</translation>
    </message>
    <message>
        <source>{0} approved, {1} rejected</source>
        <translation>通过 {0} 对，淘汰 {1} 对</translation>
    </message>
</context>
<context>
    <name>Sampling</name>
    <message>
        <source>No pair of the random sample is waiting</source>
        <translation>随机样本中没有待复核的图对</translation>
    </message>
</context>
<context>
    <name>ScanReportDialog</name>
    <message>
        <source>Scan report</source>
        <translation>扫描报告</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Copy list</source>
        <translation>复制列表</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{0} pair found; these files were left out</source>
        <translation>找到 {0} 个图对；以下文件未纳入</translation>
    </message>
    <message>
        <source>{0} pairs found; these files were left out</source>
        <translation>找到 {0} 个图对；以下文件未纳入</translation>
    </message>
</context>
<context>
    <name>ScoreChange</name>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>What moved the learned reward away from the shipped one</source>
        <translation>是什么让学习后的背景分偏离自带的背景分</translation>
    </message>
    <message>
        <source>Shipped {0:.2f}, learned {1:.2f} ({2})</source>
        <translation>自带 {0:.2f}，学习后 {1:.2f}（{2}）</translation>
    </message>
    <message>
        <source>Everything else</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Version {0}, learned from {1} decisions on {2}.</source>
        <translation>版本 {0}，于 {2} 从 {1} 个决定中学习。</translation>
    </message>
    <message>
        <source>{0} pair was decided here since then.</source>
        <translation>此后在这里又决定了 {0} 对。</translation>
    </message>
    <message>
        <source>{0} pairs were decided here since then.</source>
        <translation>此后在这里又决定了 {0} 对。</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}{1}</translation>
    </message>
</context>
<context>
    <name>ScoreRow</name>
    <message>
        <source>above {0}</source>
        <translation>高于 {0}</translation>
    </message>
    <message>
        <source>the best</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>{0} of the other judged pairs have a lower score</source>
        <translation>其他已评判的图对中有 {0} 的分数更低</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>未评判</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source> megapixels</source>
        <translation> 百万像素</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source>Shortcuts…</source>
        <translation>快捷键…</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>The window is built anew; the review stays open.</source>
        <translation>窗口会重新打开，当前审阅保持不变。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>密度</translation>
    </message>
    <message>
        <source>Compact shows more rows of the list.</source>
        <translation>紧凑模式可显示更多行。</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Largest picture</source>
        <translation>图片大小上限</translation>
    </message>
    <message>
        <source>Larger ones are refused with a reason. Holds from the next start on.</source>
        <translation>更大的图片会被拒绝并说明原因。下次启动时生效。</translation>
    </message>
    <message>
        <source>Thumbnails and masks</source>
        <translation>缩略图与蒙版</translation>
    </message>
    <message>
        <source>Kept on the disk at most; the oldest go first. Holds from the next start on.</source>
        <translation>磁盘上最多保留的容量，最旧的先删除。下次启动时生效。</translation>
    </message>
    <message>
        <source>Files dropped in</source>
        <translation>拖入的文件</translation>
    </message>
    <message>
        <source>Onto a review that is open, onto the icon, or by a second start.</source>
        <translation>拖到已打开的项目、程序图标上，或再次启动时传入。</translation>
    </message>
    <message>
        <source>Images dragged out</source>
        <translation>拖出的图片</translation>
    </message>
    <message>
        <source>Also when they are copied as files.</source>
        <translation>以文件形式复制时同样适用。</translation>
    </message>
    <message>
        <source>Show the hints again</source>
        <translation>再次显示提示</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>舒适</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>紧凑</translation>
    </message>
    <message>
        <source>Ask each time</source>
        <translation>每次询问</translation>
    </message>
    <message>
        <source>Add to the project that is open</source>
        <translation>加入当前打开的项目</translation>
    </message>
    <message>
        <source>Open as a new project</source>
        <translation>作为新项目打开</translation>
    </message>
    <message>
        <source>What is selected</source>
        <translation>所选内容</translation>
    </message>
    <message>
        <source>Of what is selected, only approved images</source>
        <translation>所选内容中仅已通过的图片</translation>
    </message>
</context>
<context>
    <name>Sheets</name>
    <message>
        <source>Generated</source>
        <translation>生成图</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
</context>
<context>
    <name>ShortcutEditor</name>
    <message>
        <source>Change shortcuts</source>
        <translation>更改快捷键</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>查找命令或按键</translation>
    </message>
    <message>
        <source>Key layout</source>
        <translation>按键布局</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>命令及其按键</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>The keys of the layout again</source>
        <translation>恢复布局默认的按键</translation>
    </message>
    <message>
        <source>Move it here</source>
        <translation>改到这里</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>{0} belongs to “{1}”. Two commands cannot share a key.</source>
        <translation>{0} 已用于“{1}”。两个命令不能共用一个按键。</translation>
    </message>
    <message>
        <source>Choose a command</source>
        <translation>选择一个命令</translation>
    </message>
    <message>
        <source>Take this key away</source>
        <translation>移除此按键</translation>
    </message>
    <message>
        <source>Take {0} away</source>
        <translation>移除 {0}</translation>
    </message>
</context>
<context>
    <name>ShortcutsHelp</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>查找命令或按键</translation>
    </message>
    <message>
        <source>No command has these letters</source>
        <translation>没有含这些字的命令</translation>
    </message>
    <message>
        <source>Change shortcuts…</source>
        <translation>更改快捷键…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Keys: {0}</source>
        <translation>按键：{0}</translation>
    </message>
</context>
<context>
    <name>SortHeader</name>
    <message>
        <source>Columns; press to sort, with Shift to sort by several</source>
        <translation>列；点击排序，按住 Shift 可按多列排序</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>HFPC Desktop</source>
        <translation>HFPC Desktop</translation>
    </message>
    <message>
        <source>Finds the good ones among your generated product images, and says why.</source>
        <translation>从生成的产品图中找出好图，并说明理由。</translation>
    </message>
    <message>
        <source>RECENT PROJECTS</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>1  Drop</source>
        <translation>1  拖入</translation>
    </message>
    <message>
        <source>Images are paired by their names.</source>
        <translation>图片按名称配对。</translation>
    </message>
    <message>
        <source>2  Triage by keys</source>
        <translation>2  用按键筛选</translation>
    </message>
    <message>
        <source>Approved images are copied, never moved.</source>
        <translation>只复制已通过的图片，绝不移动。</translation>
    </message>
    <message>
        <source>{0} approves, {1} rejects, {2} takes it back.</source>
        <translation>{0} 通过，{1} 淘汰，{2} 撤销。</translation>
    </message>
    <message>
        <source>One key for each decision, and every decision can be taken back.</source>
        <translation>每个决定一个按键，任何决定都可撤销。</translation>
    </message>
    <message>
        <source>3  Export</source>
        <translation>3  导出</translation>
    </message>
</context>
<context>
    <name>ThresholdsPanel</name>
    <message>
        <source>Thresholds</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Back to the limits the app came with</source>
        <translation>恢复应用自带的阈值</translation>
    </message>
    <message>
        <source>Reward limits</source>
        <translation>背景分阈值</translation>
    </message>
    <message>
        <source>Consistency limits</source>
        <translation>一致性阈值</translation>
    </message>
    <message>
        <source>THRESHOLDS</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>背景分</translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>reject &lt; {0:.2f} · approve ≥ {1:.2f}</source>
        <translation>淘汰 &lt; {0:.2f} · 通过 ≥ {1:.2f}</translation>
    </message>
</context>
<context>
    <name>TroubleBar</name>
    <message>
        <source>Scan again</source>
        <translation>重新扫描</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ViewTools</name>
    <message>
        <source>Sort by</source>
        <translation>排序依据</translation>
    </message>
    <message>
        <source>Sort by; with Shift by one more column</source>
        <translation>排序依据；按住 Shift 再加一列</translation>
    </message>
    <message>
        <source>Size of the thumbnails</source>
        <translation>缩略图大小</translation>
    </message>
    <message>
        <source>Size of the thumbnails (Ctrl and the wheel)</source>
        <translation>缩略图大小（Ctrl + 滚轮）</translation>
    </message>
</context>
<context>
    <name>WindowCommands</name>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0}，另有 {1} 项</translation>
    </message>
</context>
<context>
    <name>WindowDialogs</name>
    <message>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>HFPC projects (*.hfpc)</source>
        <translation>HFPC 项目 (*.hfpc)</translation>
    </message>
    <message>
        <source>This project cannot be written</source>
        <translation>此项目无法写入</translation>
    </message>
    <message>
        <source>No decision could be kept in {0}</source>
        <translation>{0} 无法保存任何决定</translation>
    </message>
    <message>
        <source>A copy among your own projects can: it has the same scores and decisions.</source>
        <translation>存放在自己项目中的副本可以：评分和决定完全相同。</translation>
    </message>
    <message>
        <source>Open a copy</source>
        <translation>打开副本</translation>
    </message>
    <message>
        <source>Contact sheet</source>
        <translation>联系表</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;PNG pages (*.png)</source>
        <translation>PDF (*.pdf);;PNG 页面 (*.png)</translation>
    </message>
    <message>
        <source>HTML report</source>
        <translation>HTML 报告</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>Version {0}

Judges AI-generated product images against the original photo, on this machine: nothing is uploaded.

Apache License 2.0. The models and their licences are listed in NOTICE.</source>
        <translation>版本 {0}

在本机上对照原始照片评判 AI 生成的产品图：不上传任何内容。

Apache License 2.0。模型及其许可证列于 NOTICE。</translation>
    </message>
    <message>
        <source>About {0}</source>
        <translation>关于 {0}</translation>
    </message>
</context>
<context>
    <name>WindowTools</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
</context>
<context>
    <name>_Question</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>_Side</name>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Browse for {0}</source>
        <translation>浏览 {0}</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>{0} of {1} files are there by name.</source>
        <translation>按名称找到 {1} 个文件中的 {0} 个。</translation>
    </message>
    <message>
        <source>{0} were compared by content: all are the same.</source>
        <translation>按内容比较了 {0} 个：全部相同。</translation>
    </message>
    <message>
        <source>Of {0} compared by content {1} are the same.</source>
        <translation>按内容比较的 {0} 个中有 {1} 个相同。</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}{1}</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>评判</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Open folders…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Choose the folder of originals and the folder of generated images</source>
        <translation>选择原图文件夹和生成图文件夹</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Open a saved review</source>
        <translation>打开已保存的审阅</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>试用示例</translation>
    </message>
    <message>
        <source>Open the demo project that comes with the app</source>
        <translation>打开应用自带的示例项目</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Copy the approved images and a manifest to a folder</source>
        <translation>将已通过的图片和清单复制到文件夹</translation>
    </message>
    <message>
        <source>Scan report…</source>
        <translation>扫描报告…</translation>
    </message>
    <message>
        <source>Files that could not be paired or read</source>
        <translation>无法配对或读取的文件</translation>
    </message>
    <message>
        <source>Scan again</source>
        <translation>重新扫描</translation>
    </message>
    <message>
        <source>Look for new files and try again what could not be judged; scores and decisions stay</source>
        <translation>查找新文件并重试无法评判的图对；分数与决定保留</translation>
    </message>
    <message>
        <source>Close project</source>
        <translation>关闭项目</translation>
    </message>
    <message>
        <source>Go back to the start page; everything is saved</source>
        <translation>返回起始页；一切均已保存</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Language, theme, density, keys and limits</source>
        <translation>语言、主题、密度、按键与上限</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Close the app; everything is saved</source>
        <translation>关闭应用；一切均已保存</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take back the last decision and go to its pair</source>
        <translation>撤销上一个决定并转到该图对</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Bring back what was undone and go to its pair</source>
        <translation>恢复被撤销的决定并转到该图对</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Select every pair in the list</source>
        <translation>选择列表中的所有图对</translation>
    </message>
    <message>
        <source>Find by name</source>
        <translation>按名称查找</translation>
    </message>
    <message>
        <source>Type part of a file name to filter the list</source>
        <translation>输入文件名的一部分以筛选列表</translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>筛选…</translation>
    </message>
    <message>
        <source>Choose which pairs the list shows, by verdict, defect, score and more; save filters under a name</source>
        <translation>按结论、缺陷、分数等选择列表显示的图对；可命名保存筛选</translation>
    </message>
    <message>
        <source>Show all pairs</source>
        <translation>显示全部图对</translation>
    </message>
    <message>
        <source>Remove every filter</source>
        <translation>移除所有筛选</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>Approve the selected pairs and go to the next undecided one</source>
        <translation>通过所选图对并转到下一个未定图对</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>淘汰</translation>
    </message>
    <message>
        <source>Reject the selected pairs and go to the next undecided one</source>
        <translation>淘汰所选图对并转到下一个未定图对</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>Clear the decision of the selected pairs and stay there</source>
        <translation>清除所选图对的决定并停留在原处</translation>
    </message>
    <message>
        <source>Approve this, reject the other variants</source>
        <translation>通过此图，淘汰其他变体</translation>
    </message>
    <message>
        <source>Approve this pair and reject every other variant of its original</source>
        <translation>通过此图对，并淘汰其原图的所有其他变体</translation>
    </message>
    <message>
        <source>Approve the best, reject the rest</source>
        <translation>通过最佳，淘汰其余</translation>
    </message>
    <message>
        <source>Approve the variant of this original that the models rank first and reject the others</source>
        <translation>通过模型排在首位的变体，淘汰此原图的其余变体</translation>
    </message>
    <message>
        <source>Reject all variants</source>
        <translation>淘汰全部变体</translation>
    </message>
    <message>
        <source>Reject every variant of this original</source>
        <translation>淘汰此原图的所有变体</translation>
    </message>
    <message>
        <source>Mask is wrong</source>
        <translation>蒙版有误</translation>
    </message>
    <message>
        <source>The product was not found rightly: takes the consistency out of the ranking</source>
        <translation>产品识别有误：一致性不计入排名</translation>
    </message>
    <message>
        <source>Score is wrong</source>
        <translation>分数有误</translation>
    </message>
    <message>
        <source>Seen rightly but judged wrongly: kept for learning and reports</source>
        <translation>识别无误但评判有误：留作学习和报告之用</translation>
    </message>
    <message>
        <source>Reasons and note…</source>
        <translation>原因与备注…</translation>
    </message>
    <message>
        <source>Say why, for whoever makes the next version</source>
        <translation>说明原因，供制作下一版的人参考</translation>
    </message>
    <message>
        <source>Next pair</source>
        <translation>下一个图对</translation>
    </message>
    <message>
        <source>Go to the next pair in the list; to the next original when grouped, to the tile below in the grid</source>
        <translation>转到列表中的下一个图对；分组时转到下一张原图，网格中转到下方的图</translation>
    </message>
    <message>
        <source>Go to the previous pair in the list; to the previous original when grouped, to the tile above in the grid</source>
        <translation>转到列表中的上一个图对；分组时转到上一张原图，网格中转到上方的图</translation>
    </message>
    <message>
        <source>Previous pair</source>
        <translation>上一个图对</translation>
    </message>
    <message>
        <source>Mask editor</source>
        <translation>蒙版编辑器</translation>
    </message>
    <message>
        <source>Contact sheet…</source>
        <translation>联系表…</translation>
    </message>
    <message>
        <source>Pages of the pairs in the list with names and scores, as PDF or PNG</source>
        <translation>将列表中的图对连同名称和分数排成页面，存为 PDF 或 PNG</translation>
    </message>
    <message>
        <source>HTML report…</source>
        <translation>HTML 报告…</translation>
    </message>
    <message>
        <source>One page for a browser with every pair of the list: pictures, scores, reasons, decisions and notes</source>
        <translation>一个可在浏览器中打开的页面，包含列表中的每个图对：图片、评分、原因、决定和备注</translation>
    </message>
    <message>
        <source>Pair left-over images…</source>
        <translation>为剩余图片配对…</translation>
    </message>
    <message>
        <source>Say which original a generated image belongs to, by hand or by its looks</source>
        <translation>手动或按外观指明生成图属于哪张原图</translation>
    </message>
    <message>
        <source>Moved folders…</source>
        <translation>文件夹已移动…</translation>
    </message>
    <message>
        <source>Say where the folders of this project lie now; scores and decisions stay</source>
        <translation>指出此项目的文件夹现在的位置；评分和决定保持不变</translation>
    </message>
    <message>
        <source>Added files…</source>
        <translation>添加的文件…</translation>
    </message>
    <message>
        <source>What was added to this project; it can be taken out again</source>
        <translation>添加到此项目的内容；可以再移出</translation>
    </message>
    <message>
        <source>Copy image</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy the generated image to the clipboard</source>
        <translation>将生成图复制到剪贴板</translation>
    </message>
    <message>
        <source>Copy files</source>
        <translation>复制文件</translation>
    </message>
    <message>
        <source>Copy the files of the selected pairs, to paste them into a folder or a mail</source>
        <translation>复制所选各对的文件，以便粘贴到文件夹或邮件中</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>在文件管理器中显示</translation>
    </message>
    <message>
        <source>Show where the generated image lies</source>
        <translation>显示生成图所在的位置</translation>
    </message>
    <message>
        <source>Open in another program</source>
        <translation>用其他程序打开</translation>
    </message>
    <message>
        <source>Open the generated image in the program that the system uses for it</source>
        <translation>用系统默认的程序打开生成图</translation>
    </message>
    <message>
        <source>Product name…</source>
        <translation>产品名称…</translation>
    </message>
    <message>
        <source>What the products of the selected pairs are called, for the models that read names</source>
        <translation>所选图对的产品名称，供读取名称的模型使用</translation>
    </message>
    <message>
        <source>Next undecided pair</source>
        <translation>下一个未定图对</translation>
    </message>
    <message>
        <source>Skip what is decided already</source>
        <translation>跳过已决定的图对</translation>
    </message>
    <message>
        <source>Next variant</source>
        <translation>下一个变体</translation>
    </message>
    <message>
        <source>Go to the next generated image of the same original; in the grid, to the tile on the right</source>
        <translation>转到同一原图的下一张生成图；网格中转到右侧的图</translation>
    </message>
    <message>
        <source>Previous variant</source>
        <translation>上一个变体</translation>
    </message>
    <message>
        <source>Go to the previous generated image of the same original; in the grid, to the tile on the left</source>
        <translation>转到同一原图的上一张生成图；网格中转到左侧的图</translation>
    </message>
    <message>
        <source>Go to…</source>
        <translation>转到…</translation>
    </message>
    <message>
        <source>Go to a pair by its number in the list or by a part of its name</source>
        <translation>按列表序号或名称的一部分转到图对</translation>
    </message>
    <message>
        <source>Re-sort</source>
        <translation>重新排序</translation>
    </message>
    <message>
        <source>Sort and filter the list again with the newest scores and decisions</source>
        <translation>按最新的分数和决定重新排序并筛选列表</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Show the pairs as a list with every score</source>
        <translation>以列表显示图对及全部分数</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Show the pairs as thumbnails, or go back to the list</source>
        <translation>以缩略图显示图对，或返回列表</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>Show all pairs by reward and consistency, or go back to the list</source>
        <translation>按背景分和一致性显示所有图对，或返回列表</translation>
    </message>
    <message>
        <source>Group by original</source>
        <translation>按原图分组</translation>
    </message>
    <message>
        <source>Keep the variants of an original together, with a filmstrip under the pictures; the up and down arrows then go from original to original</source>
        <translation>让同一原图的变体排在一起，图片下方显示胶片条；上下键在原图之间移动</translation>
    </message>
    <message>
        <source>List beside the pictures</source>
        <translation>列表在图片旁</translation>
    </message>
    <message>
        <source>Put the list beside the pictures instead of below them</source>
        <translation>将列表放在图片旁边而不是下方</translation>
    </message>
    <message>
        <source>Show scores and reasons</source>
        <translation>显示分数与原因</translation>
    </message>
    <message>
        <source>Show or hide the panel on the right</source>
        <translation>显示或隐藏右侧面板</translation>
    </message>
    <message>
        <source>Show thresholds</source>
        <translation>显示阈值</translation>
    </message>
    <message>
        <source>Show or hide the sliders of the approve and reject limits</source>
        <translation>显示或隐藏通过与淘汰阈值的滑块</translation>
    </message>
    <message>
        <source>Theme: as the system</source>
        <translation>主题：跟随系统</translation>
    </message>
    <message>
        <source>Follow the light or dark setting of the system</source>
        <translation>跟随系统的浅色或深色设置</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>主题：浅色</translation>
    </message>
    <message>
        <source>Use the light theme</source>
        <translation>使用浅色主题</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>主题：深色</translation>
    </message>
    <message>
        <source>Use the dark theme</source>
        <translation>使用深色主题</translation>
    </message>
    <message>
        <source>Mask overlay</source>
        <translation>蒙版叠加</translation>
    </message>
    <message>
        <source>Show the product masks, with outgrowth and loss in two colours</source>
        <translation>显示产品蒙版，多出和缺失用两种颜色标出</translation>
    </message>
    <message>
        <source>Difference map</source>
        <translation>差异图</translation>
    </message>
    <message>
        <source>Show where the product looks different from the original</source>
        <translation>显示产品与原图不同的地方</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Both pictures beside each other</source>
        <translation>两张图片并排显示</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>One picture in the place of the other; the key turns it over</source>
        <translation>两张图在同一位置；按键翻面</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Original left, generated image right of the pointer</source>
        <translation>指针左侧为原图，右侧为生成图</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>叠加</translation>
    </message>
    <message>
        <source>Let the original shine through the generated image</source>
        <translation>让原图从生成图中透出</translation>
    </message>
    <message>
        <source>Difference view</source>
        <translation>差异视图</translation>
    </message>
    <message>
        <source>What changed: coloured inside the product, dim outside</source>
        <translation>哪里变了：产品内着色，产品外变暗</translation>
    </message>
    <message>
        <source>Mask view</source>
        <translation>蒙版视图</translation>
    </message>
    <message>
        <source>The product in both pictures as outline, fill or cut-out</source>
        <translation>以轮廓、填充或抠图显示两张图中的产品</translation>
    </message>
    <message>
        <source>Edit mask</source>
        <translation>编辑蒙版</translation>
    </message>
    <message>
        <source>Correct the product&apos;s mask of the original: brush, box or click; its pairs are judged again</source>
        <translation>修正原图的产品蒙版：画笔、框选或点击；其图对会重新评判</translation>
    </message>
    <message>
        <source>Show the other picture</source>
        <translation>显示另一张图</translation>
    </message>
    <message>
        <source>Hold to see the original in the place of the generated image</source>
        <translation>按住可在生成图的位置查看原图</translation>
    </message>
    <message>
        <source>Magnifier</source>
        <translation>放大镜</translation>
    </message>
    <message>
        <source>Enlarge both pictures under the pointer: 2, 4, 8 times, off</source>
        <translation>放大指针下的两张图：2、4、8 倍、关闭</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom both pictures in</source>
        <translation>放大两张图片</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom both pictures out</source>
        <translation>缩小两张图片</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>Show the whole pictures</source>
        <translation>显示完整图片</translation>
    </message>
    <message>
        <source>Fit product</source>
        <translation>适应产品</translation>
    </message>
    <message>
        <source>Show the product with a little air around it, on the next pairs too</source>
        <translation>显示产品并留少许边距，后续图对也保持</translation>
    </message>
    <message>
        <source>Actual pixels</source>
        <translation>实际像素</translation>
    </message>
    <message>
        <source>One pixel of the file is one pixel of the screen</source>
        <translation>文件的一个像素对应屏幕的一个像素</translation>
    </message>
    <message>
        <source>Alignment</source>
        <translation>对齐方式</translation>
    </message>
    <message>
        <source>What stays together in both pictures: the product, the frame, the pixels</source>
        <translation>两张图以什么对齐：产品、画面、像素</translation>
    </message>
    <message>
        <source>Reset the offset</source>
        <translation>重置偏移</translation>
    </message>
    <message>
        <source>Put pictures that were moved with Shift and the mouse back on each other</source>
        <translation>将用 Shift 加鼠标移动过的两张图重新重合</translation>
    </message>
    <message>
        <source>Canvas grey</source>
        <translation>画布灰度</translation>
    </message>
    <message>
        <source>The next of the neutral greys behind the pictures</source>
        <translation>切换图片背后的下一档中性灰</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause judging, or go on with it</source>
        <translation>暂停评判，或继续评判</translation>
    </message>
    <message>
        <source>Learn from my decisions…</source>
        <translation>从我的决定中学习…</translation>
    </message>
    <message>
        <source>Fit the ranking to your decisions, and see which approvals can be certified</source>
        <translation>让排名符合您的决定，并查看哪些通过可以认证</translation>
    </message>
    <message>
        <source>Review the random sample</source>
        <translation>复核随机样本</translation>
    </message>
    <message>
        <source>Go through the pairs that chance picked, in their order: what the certified limits are proved with</source>
        <translation>按顺序查看随机抽出的图对：认证的阈值就靠它们证明</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop judging, exporting or writing a report; scores and copies made so far are kept</source>
        <translation>停止评判、导出或写报告；已有的评分和副本会保留</translation>
    </message>
    <message>
        <source>What judges this project…</source>
        <translation>评判此项目的模型…</translation>
    </message>
    <message>
        <source>Choose the models for product and background of this project; its pairs are then judged again</source>
        <translation>选择此项目中评判产品与背景的模型；之后会重新评判其图对</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>What judges and what can be installed: install, verify, import and remove models</source>
        <translation>查看用于评判和可安装的模型：安装、校验、导入和移除模型</translation>
    </message>
    <message>
        <source>All commands…</source>
        <translation>全部命令…</translation>
    </message>
    <message>
        <source>Find any command by a few letters of its name</source>
        <translation>输入名称中的几个字即可找到任何命令</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Show every key</source>
        <translation>显示所有按键</translation>
    </message>
    <message>
        <source>Change shortcuts…</source>
        <translation>更改快捷键…</translation>
    </message>
    <message>
        <source>Give commands other keys, or choose the left-hand layout</source>
        <translation>为命令设置其他按键，或选择左手布局</translation>
    </message>
    <message>
        <source>About HFPC Desktop</source>
        <translation>关于 HFPC Desktop</translation>
    </message>
    <message>
        <source>Version, licence and models</source>
        <translation>版本、许可证与模型</translation>
    </message>
    <message>
        <source>Not possible now</source>
        <translation>现在无法执行</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>没有打开的项目</translation>
    </message>
    <message>
        <source>The list is empty</source>
        <translation>列表为空</translation>
    </message>
    <message>
        <source>No pair is chosen</source>
        <translation>未选择图对</translation>
    </message>
    <message>
        <source>There is nothing to undo</source>
        <translation>没有可撤销的操作</translation>
    </message>
    <message>
        <source>There is nothing to redo</source>
        <translation>没有可重做的操作</translation>
    </message>
    <message>
        <source>Nothing is being judged</source>
        <translation>当前没有在评判</translation>
    </message>
    <message>
        <source>Nothing is being judged or exported</source>
        <translation>当前没有评判或导出任务</translation>
    </message>
    <message>
        <source>The list is in order</source>
        <translation>列表顺序已是最新</translation>
    </message>
    <message>
        <source>No filter is set</source>
        <translation>没有设置筛选</translation>
    </message>
    <message>
        <source>The scan left nothing out</source>
        <translation>扫描没有遗漏文件</translation>
    </message>
    <message>
        <source>Every image has its original</source>
        <translation>每张图片都有原图</translation>
    </message>
    <message>
        <source>Add with the brush</source>
        <translation>用画笔添加</translation>
    </message>
    <message>
        <source>Paint what belongs to the product</source>
        <translation>涂抹属于产品的部分</translation>
    </message>
    <message>
        <source>Erase with the brush</source>
        <translation>用画笔擦除</translation>
    </message>
    <message>
        <source>Paint what does not belong to the product</source>
        <translation>涂抹不属于产品的部分</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>方框</translation>
    </message>
    <message>
        <source>Draw a box: the product in it is added</source>
        <translation>画一个方框：其中的产品会被添加</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>点击</translation>
    </message>
    <message>
        <source>Click a part: it is added</source>
        <translation>点击某个部分：它会被添加</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>缩小画笔</translation>
    </message>
    <message>
        <source>The next smaller brush</source>
        <translation>换小一号的画笔</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>放大画笔</translation>
    </message>
    <message>
        <source>The next larger brush</source>
        <translation>换大一号的画笔</translation>
    </message>
    <message>
        <source>Undo the last stroke</source>
        <translation>撤销上一笔</translation>
    </message>
    <message>
        <source>Take back the last stroke, box or click</source>
        <translation>撤回上一笔、方框或点击</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Forget what was drawn: use the mask that is found</source>
        <translation>放弃手绘内容，使用自动找到的蒙版</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep this mask for the original and judge its pairs again</source>
        <translation>为原图保留此蒙版并重新评判其图对</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop what is being looked for; leave without saving</source>
        <translation>停止正在进行的查找；不保存并离开</translation>
    </message>
</context>
<context>
    <name>columns</name>
    <message>
        <source>Pair</source>
        <translation>图对</translation>
    </message>
    <message>
        <source>Original and generated image; sorts by the name of the original</source>
        <translation>原图与生成图；按原图名称排序</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the generated image, and of its original</source>
        <translation>生成图及其原图的名称</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>通过率</translation>
    </message>
    <message>
        <source>Estimated chance that a person would approve, 0 to 1</source>
        <translation>人工会通过的估计概率，0 到 1</translation>
    </message>
    <message>
        <source>Percentile</source>
        <translation>百分位</translation>
    </message>
    <message>
        <source>How many of the other judged pairs the models rank lower</source>
        <translation>模型把多少其他已评判的图对排在其后</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>背景分</translation>
    </message>
    <message>
        <source>How suitable and attractive the background is, 0 to 1</source>
        <translation>背景是否合适、美观，0 到 1</translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>How surely the product is still the same, 0 to 1</source>
        <translation>产品保持不变的把握，0 到 1</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>What the models say, by the thresholds</source>
        <translation>模型按阈值给出的结论</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>缺陷</translation>
    </message>
    <message>
        <source>Reasons found; sorts by the worst</source>
        <translation>发现的原因；按最严重者排序</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>What you say</source>
        <translation>您的决定</translation>
    </message>
    <message>
        <source>Scores by the models used before. This pair is judged again by those in use.</source>
        <translation>由先前使用的模型给出。当前使用的模型会重新评判此图对。</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>{0}, by the former models</source>
        <translation>{0}（先前的模型）</translation>
    </message>
</context>
<context>
    <name>compare</name>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>Draw the mask</source>
        <translation>绘制蒙版</translation>
    </message>
    <message>
        <source>Scan again</source>
        <translation>重新扫描</translation>
    </message>
</context>
<context>
    <name>details</name>
    <message>
        <source>The file is not there any more. Was it moved or renamed, or is its drive not connected?</source>
        <translation>文件已不在原处。是否被移动或改名，或其驱动器未连接？</translation>
    </message>
    <message>
        <source>There is not enough memory to open this picture. Close other programs or reduce it.</source>
        <translation>内存不足，无法打开这张图片。请关闭其他程序或缩小图片。</translation>
    </message>
    <message>
        <source>The picture has {0} x {1} pixels ({2} megapixels); the limit is {3}. Make it smaller.</source>
        <translation>图片为 {0} x {1} 像素（{2} 百万像素），上限为 {3}。请缩小图片。</translation>
    </message>
    <message>
        <source>The picture has {0} x {1} pixels; at least {2} on each side are needed.</source>
        <translation>图片为 {0} x {1} 像素；每边至少需要 {2} 像素。</translation>
    </message>
    <message>
        <source>The picture is too large ({0}).</source>
        <translation>图片过大（{0}）。</translation>
    </message>
    <message>
        <source>This is a folder, not a picture.</source>
        <translation>这是文件夹，不是图片。</translation>
    </message>
    <message>
        <source>This is not a regular file.</source>
        <translation>这不是普通文件。</translation>
    </message>
    <message>
        <source>The file is empty (0 bytes). Copy or export it again.</source>
        <translation>文件为空（0 字节）。请重新复制或导出。</translation>
    </message>
    <message>
        <source>HEIC pictures need an extra reader: pip install &apos;hfpc-desktop[heif]&apos;, or save it as JPEG or PNG.</source>
        <translation>HEIC 图片需要额外的读取组件：pip install &apos;hfpc-desktop[heif]&apos;，或另存为 JPEG 或 PNG。</translation>
    </message>
    <message>
        <source>AVIF pictures need a newer Pillow: pip install --upgrade Pillow, or save it as JPEG or PNG.</source>
        <translation>AVIF 图片需要更新的 Pillow：pip install --upgrade Pillow，或另存为 JPEG 或 PNG。</translation>
    </message>
    <message>
        <source>You are not allowed to read this file. Check its permissions.</source>
        <translation>您没有读取此文件的权限。请检查权限。</translation>
    </message>
    <message>
        <source>The drive reported an error while reading. Is it still connected?</source>
        <translation>读取时驱动器报错。驱动器是否仍已连接？</translation>
    </message>
    <message>
        <source>The file cannot be read ({0}).</source>
        <translation>无法读取文件（{0}）。</translation>
    </message>
    <message>
        <source>The picture is cut off: the file ends too early. Copy or export it again.</source>
        <translation>图片不完整：文件提前结束。请重新复制或导出。</translation>
    </message>
    <message>
        <source>The picture is damaged. Copy or export it again.</source>
        <translation>图片已损坏。请重新复制或导出。</translation>
    </message>
    <message>
        <source>The picture is damaged ({0}). Copy or export it again.</source>
        <translation>图片已损坏（{0}）。请重新复制或导出。</translation>
    </message>
    <message>
        <source>This is {0}, not a picture this program reads ({1}).</source>
        <translation>这是{0}，不是本程序能读取的图片（{1}）。</translation>
    </message>
    <message>
        <source>This looks like a video, not a picture this program reads ({0}).</source>
        <translation>这看起来是视频，不是本程序能读取的图片（{0}）。</translation>
    </message>
    <message>
        <source>This is text, not a picture, whatever its name says. Pictures are {0}.</source>
        <translation>无论文件名如何，这是文本，不是图片。图片格式为 {0}。</translation>
    </message>
    <message>
        <source>This is not a picture this program reads ({0}).</source>
        <translation>这不是本程序能读取的图片（{0}）。</translation>
    </message>
    <message>
        <source>JPEG, PNG, WebP, TIFF, BMP, GIF, AVIF and HEIC</source>
        <translation>JPEG、PNG、WebP、TIFF、BMP、GIF、AVIF 和 HEIC</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>a Photoshop document</source>
        <translation>Photoshop 文档</translation>
    </message>
    <message>
        <source>a ZIP archive or office document</source>
        <translation>ZIP 压缩包或办公文档</translation>
    </message>
    <message>
        <source>an SVG drawing</source>
        <translation>SVG 矢量图</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>a JPEG 2000 picture</source>
        <translation>JPEG 2000 图片</translation>
    </message>
    <message>
        <source>a Git LFS pointer without its content</source>
        <translation>没有内容的 Git LFS 指针</translation>
    </message>
    <message>
        <source>the generated image is too small</source>
        <translation>生成图过小</translation>
    </message>
    <message>
        <source>the original is too small</source>
        <translation>原图过小</translation>
    </message>
    <message>
        <source>the product is too small</source>
        <translation>产品过小</translation>
    </message>
    <message>
        <source>no product found</source>
        <translation>未找到产品</translation>
    </message>
    <message>
        <source>the product fills the whole picture</source>
        <translation>产品占满了整张图片</translation>
    </message>
    <message>
        <source>the product was not found in the generated image</source>
        <translation>在生成图中未找到产品</translation>
    </message>
    <message>
        <source>large parts are burnt out or black</source>
        <translation>大面积过曝或死黑</translation>
    </message>
    <message>
        <source>the product is blurrier or noisier than the scene</source>
        <translation>产品比场景更模糊或噪点更多</translation>
    </message>
    <message>
        <source>beyond its outline</source>
        <translation>在轮廓之外</translation>
    </message>
    <message>
        <source>it is {0} taller than in the original</source>
        <translation>比原图高 {0}</translation>
    </message>
    <message>
        <source>it is {0} wider than in the original</source>
        <translation>比原图宽 {0}</translation>
    </message>
    <message>
        <source>What was saved of this pair&apos;s scores cannot be read.</source>
        <translation>这一对已保存的评分无法读取。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; has become &quot;{1}&quot;</source>
        <translation>“{0}”变成了“{1}”</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>Nothing to export: no pair is chosen.</source>
        <translation>没有可导出的内容：未选择图对。</translation>
    </message>
    <message>
        <source>Nothing to export: no pair is {0}.</source>
        <translation>没有可导出的内容：没有{0}的图对。</translation>
    </message>
    <message>
        <source>{0}{1} will be copied to {2}.</source>
        <translation>将复制 {0}{1} 到 {2}。</translation>
    </message>
    <message>
        <source>{0} there will be replaced.</source>
        <translation>将替换那里的 {0}。</translation>
    </message>
    <message>
        <source>{0} will get another file name.</source>
        <translation>{0}将使用另一个文件名。</translation>
    </message>
    <message>
        <source>{0} will be skipped: the name exists there already.</source>
        <translation>将跳过 {0}：那里已有同名文件。</translation>
    </message>
    <message>
        <source>List of the copies: {0}.</source>
        <translation>复制清单：{0}。</translation>
    </message>
    <message>
        <source>They are made smaller: at most {0} pixels on the longer side.</source>
        <translation>图片会缩小：长边最多 {0} 像素。</translation>
    </message>
    <message>
        <source>They are written as {0}.</source>
        <translation>图片会写成 {0}。</translation>
    </message>
    <message>
        <source>They are written as {0}, at most {1} pixels on the longer side.</source>
        <translation>图片会写成 {0}，长边最多 {1} 像素。</translation>
    </message>
    <message>
        <source>The export would overwrite {0}, which lies with the originals or generated images; they are never changed. Choose another destination, or rename or skip instead of overwriting.</source>
        <translation>导出会覆盖 {0}，它与原图或生成图放在一起，而这些文件绝不会被更改。请选择其他目标，或用改名或跳过代替覆盖。</translation>
    </message>
    <message>
        <source>The destination lies inside a folder of originals or generated images: the copies will appear as new images when that folder is scanned again.</source>
        <translation>目标位于原图或生成图的文件夹内：再次扫描该文件夹时，副本会成为新图片。</translation>
    </message>
    <message>
        <source>{0} cannot be read any more and will not be copied.</source>
        <translation>{0}已无法读取，不会被复制。</translation>
    </message>
    <message>
        <source>{0} will have a path of more than {1} characters, which some Windows programs cannot open. A destination with a shorter path avoids that.</source>
        <translation>{0}的路径将超过 {1} 个字符，某些 Windows 程序无法打开。选择路径更短的目标可避免。</translation>
    </message>
    <message>
        <source>The copies need {0}, but only {1} are free at the destination. Free some space or choose another folder.</source>
        <translation>副本需要 {0}，但目标只有 {1} 可用空间。请腾出空间或选择其他文件夹。</translation>
    </message>
    <message>
        <source>{0} image</source>
        <translation>{0} 张图片</translation>
    </message>
    <message>
        <source>{0} images</source>
        <translation>{0} 张图片</translation>
    </message>
    <message>
        <source>{0} is a file. Choose a folder.</source>
        <translation>{0} 是文件。请选择文件夹。</translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}). Choose another folder.</source>
        <translation>无法读取 {0}（{1}）。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>The project changed since the export was planned. Plan the export again.</source>
        <translation>计划导出之后项目有了变化。请重新计划导出。</translation>
    </message>
    <message>
        <source>{0} is an original or generated image and is never overwritten. Choose another destination.</source>
        <translation>{0} 是原图或生成图，绝不会被覆盖。请选择其他目标。</translation>
    </message>
    <message>
        <source>{0} Then export again and skip what is there already.</source>
        <translation>{0}然后重新导出并跳过已有的文件。</translation>
    </message>
    <message>
        <source>{0} is there already and was left as it is.</source>
        <translation>{0} 已存在，保持原样。</translation>
    </message>
    <message>
        <source>{0} is no file any more. Scan the folder again.</source>
        <translation>{0} 已不是文件。请重新扫描文件夹。</translation>
    </message>
    <message>
        <source>{0} is no longer there. Put it back where it was, then export again.</source>
        <translation>{0} 已不在原处。请放回原处后重新导出。</translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}). Check the file, then export again.</source>
        <translation>无法读取 {0}（{1}）。请检查文件后重新导出。</translation>
    </message>
    <message>
        <source>{0} copied to {1}.</source>
        <translation>已复制 {0}到 {1}。</translation>
    </message>
    <message>
        <source>{0} skipped: the name exists there already.</source>
        <translation>已跳过 {0}：那里已有同名文件。</translation>
    </message>
    <message>
        <source>Cancelled: {0} not copied. What was copied stays.</source>
        <translation>已取消：{0}未复制。已复制的会保留。</translation>
    </message>
    <message>
        <source>{0} not copied.</source>
        <translation>{0}未复制。</translation>
    </message>
    <message>
        <source>And {0:,} more files failed.</source>
        <translation>另有 {0:,} 个文件失败。</translation>
    </message>
    <message>
        <source>This link points to nothing. Repair or delete it.</source>
        <translation>此链接没有指向任何内容。请修复或删除。</translation>
    </message>
    <message>
        <source>This folder is not there (any more). Bring it back or choose another one, then scan again.</source>
        <translation>此文件夹不存在（或已移走）。请恢复或选择其他文件夹，然后重新扫描。</translation>
    </message>
    <message>
        <source>This is a file, not a folder. Choose the folder that holds the pictures.</source>
        <translation>这是文件，不是文件夹。请选择存放图片的文件夹。</translation>
    </message>
    <message>
        <source>This folder may not be read. Ask for permission to read it, then scan again.</source>
        <translation>无权读取此文件夹。请申请读取权限，然后重新扫描。</translation>
    </message>
    <message>
        <source>This folder cannot be read ({0}). Check the disk or the network, then scan again.</source>
        <translation>无法读取此文件夹（{0}）。请检查磁盘或网络，然后重新扫描。</translation>
    </message>
    <message>
        <source>{0} is not UTF-8 text. Save it as UTF-8 and try again.</source>
        <translation>{0} 不是 UTF-8 文本。请另存为 UTF-8 后重试。</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation>无法读取 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} needs a first line with the columns &apos;original&apos; and &apos;generated&apos; (and &apos;mask&apos;, &apos;product&apos; if wanted).</source>
        <translation>{0} 的首行需要有 &apos;original&apos; 和 &apos;generated&apos; 列（需要时还有 &apos;mask&apos;、&apos;product&apos;）。</translation>
    </message>
    <message>
        <source>{0}, line {1}: not CSV ({2}).</source>
        <translation>{0}，第 {1} 行：不是 CSV（{2}）。</translation>
    </message>
    <message>
        <source>This line is not JSON. There must be one object on each line.</source>
        <translation>此行不是 JSON。每行必须是一个对象。</translation>
    </message>
    <message>
        <source>{0} holds no pair. Each line must be like {{&quot;origin&quot;: ..., &quot;generation&quot;: ...}} or {{ORIGIN: {{&quot;generations&quot;: [...]}}}}.</source>
        <translation>{0} 中没有图对。每行必须形如 {{&quot;origin&quot;: ..., &quot;generation&quot;: ...}} 或 {{ORIGIN: {{&quot;generations&quot;: [...]}}}}。</translation>
    </message>
    <message>
        <source>This line is not a JSON object.</source>
        <translation>此行不是 JSON 对象。</translation>
    </message>
    <message>
        <source>This object has neither &apos;origin&apos; and &apos;generation&apos; nor &apos;generations&apos;.</source>
        <translation>此对象既没有 &apos;origin&apos; 和 &apos;generation&apos;，也没有 &apos;generations&apos;。</translation>
    </message>
    <message>
        <source>This line names no original.</source>
        <translation>此行未指明原图。</translation>
    </message>
    <message>
        <source>This line names no generated image.</source>
        <translation>此行未指明生成图。</translation>
    </message>
    <message>
        <source>The disk is full: the last change to {path} was not saved, everything before it was. Free some space and do it again.</source>
        <translation>磁盘已满：对 {path} 的最后一次更改未保存，之前的都已保存。请腾出空间后重做。</translation>
    </message>
    <message>
        <source>{path} is open in another window or program. Close it there, then open it again; nothing was changed.</source>
        <translation>{path} 已在另一个窗口或程序中打开。请先在那里关闭，再重新打开；没有更改任何内容。</translation>
    </message>
    <message>
        <source>{path} may not be written: the file or its folder is read-only. Copy it to a folder of your own, or allow writing there, then open it again.</source>
        <translation>无法写入 {path}：文件或其文件夹为只读。请复制到您自己的文件夹，或允许写入后重新打开。</translation>
    </message>
    <message>
        <source>{path} cannot be opened for writing: its folder is read-only or not there any more. Copy it to a folder of your own, or bring the folder back, then open it again.</source>
        <translation>无法打开 {path} 进行写入：其文件夹为只读或已不存在。请复制到您自己的文件夹，或恢复该文件夹后重新打开。</translation>
    </message>
    <message>
        <source>{path} is damaged or not an HFPC project. It was left as it is; restore it from a backup, or begin a new project with the same folders.</source>
        <translation>{path} 已损坏或不是 HFPC 项目，已保持原样；请从备份恢复，或用同样的文件夹新建项目。</translation>
    </message>
    <message>
        <source>{path} is damaged. It was left as it is; restore it from a backup, or begin a new project with the same folders.</source>
        <translation>{path} 已损坏，已保持原样；请从备份恢复，或用同样的文件夹新建项目。</translation>
    </message>
    <message>
        <source>The disk failed while {path} was used. Check the disk or the network, then open the project again; everything saved before is kept.</source>
        <translation>使用 {path} 时磁盘出错。请检查磁盘或网络，然后重新打开项目；之前保存的内容都在。</translation>
    </message>
    <message>
        <source>{0} could not be used ({1}). It was left as it is; try to open it again.</source>
        <translation>无法使用 {0}（{1}），已保持原样；请尝试重新打开。</translation>
    </message>
    <message>
        <source>The project does not say where its folders are ({0}).</source>
        <translation>项目未说明其文件夹的位置（{0}）。</translation>
    </message>
    <message>
        <source>{0} is given as the folder of the originals and of the generated images. Choose two folders; when both lie in one folder, give that folder alone.</source>
        <translation>{0} 同时被指定为原图和生成图文件夹。请选择两个文件夹；若两者在同一文件夹内，只需指定该文件夹。</translation>
    </message>
    <message>
        <source>The project does not say which folders it reviews ({0}).</source>
        <translation>项目未说明审阅哪些文件夹（{0}）。</translation>
    </message>
    <message>
        <source>Nothing was dropped. Drop a folder of originals and a folder of generated images.</source>
        <translation>没有拖入任何内容。请拖入原图文件夹和生成图文件夹。</translation>
    </message>
    <message>
        <source>{0} is not there (any more).</source>
        <translation>{0} 不存在（或已移走）。</translation>
    </message>
    <message>
        <source>The project does not say what was added to it ({0}).</source>
        <translation>项目未记录曾加入的内容（{0}）。</translation>
    </message>
    <message>
        <source>Drop two folders (originals and generated images), one folder that holds both, the picture files themselves, a manifest, or a project: this mixture could mean several things.</source>
        <translation>请拖入两个文件夹（原图和生成图）、同时包含两者的一个文件夹、图片文件本身、清单或项目：当前的组合有多种可能的含义。</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>{0} has several folders that could be meant ({1}). Drop the folder of the originals and the folder of the generated images instead.</source>
        <translation>{0} 有多个可能的文件夹（{1}）。请改为拖入原图文件夹和生成图文件夹。</translation>
    </message>
    <message>
        <source>{0} is one picture; a review needs an original and its generated images. Drop them together.</source>
        <translation>{0} 只是一张图片；审阅需要原图及其生成图。请一起拖入。</translation>
    </message>
    <message>
        <source>{0} is neither a picture nor a manifest (.csv, .json, .jsonl) nor a project (.hfpc).</source>
        <translation>{0} 既不是图片，也不是清单（.csv、.json、.jsonl）或项目（.hfpc）。</translation>
    </message>
    <message>
        <source>No generated image in {0} matches an original in {1}. A generated image must carry its original&apos;s name (sku12_03.png or sku12/anything.png for sku12.png); or use a manifest.</source>
        <translation>{0} 中没有生成图与 {1} 中的原图匹配。生成图的名称必须包含其原图的名称（sku12.png 对应 sku12_03.png 或 sku12/anything.png）；也可使用清单。</translation>
    </message>
    <message>
        <source>{0} could belong to several originals, for example {1!r} to {2}. Rename, or name the pairs in a manifest.</source>
        <translation>{0}可能属于多张原图，例如 {1!r} 可能属于 {2}。请改名，或在清单中指明图对。</translation>
    </message>
    <message>
        <source>{0} generated image</source>
        <translation>{0} 张生成图</translation>
    </message>
    <message>
        <source>{0} generated images</source>
        <translation>{0} 张生成图</translation>
    </message>
    <message>
        <source>{0} without an original: {1}.</source>
        <translation>{0}没有原图：{1}。</translation>
    </message>
    <message>
        <source>{0} without a generated image: {1}.</source>
        <translation>{0}没有生成图：{1}。</translation>
    </message>
    <message>
        <source>{0} original</source>
        <translation>{0} 张原图</translation>
    </message>
    <message>
        <source>{0} originals</source>
        <translation>{0} 张原图</translation>
    </message>
    <message>
        <source>And {0} more that could not be used.</source>
        <translation>另有 {0} 个无法使用。</translation>
    </message>
    <message>
        <source>{0} not used: {1}.</source>
        <translation>{0}未使用：{1}。</translation>
    </message>
    <message>
        <source>{0} mask</source>
        <translation>{0} 个蒙版</translation>
    </message>
    <message>
        <source>{0} masks</source>
        <translation>{0} 个蒙版</translation>
    </message>
    <message>
        <source>Which of {0} and {1} in {2} holds the originals? Give the folder of the originals and the folder of the generated images.</source>
        <translation>{2} 中的 {0} 和 {1} 哪个是原图？请指定原图文件夹和生成图文件夹。</translation>
    </message>
    <message>
        <source>{0} holds no original (files looked for: {1}).</source>
        <translation>{0} 中没有原图（查找的文件：{1}）。</translation>
    </message>
    <message>
        <source>{0} holds no generated image (files looked for: {1}).</source>
        <translation>{0} 中没有生成图（查找的文件：{1}）。</translation>
    </message>
    <message>
        <source>{0} holds no picture (files looked for: {1}).</source>
        <translation>{0} 中没有图片（查找的文件：{1}）。</translation>
    </message>
    <message>
        <source>This file is not there (any more).</source>
        <translation>此文件不存在（或已移走）。</translation>
    </message>
    <message>
        <source>{0} names no pair.</source>
        <translation>{0} 未指明任何图对。</translation>
    </message>
    <message>
        <source>{0}, line {1}</source>
        <translation>{0}，第 {1} 行</translation>
    </message>
    <message>
        <source>{0} is an address, not a file. Fetch it first, then name the local file.</source>
        <translation>{0} 是网址，不是文件。请先下载，再指明本地文件。</translation>
    </message>
    <message>
        <source>This line names a path that cannot be used ({0}).</source>
        <translation>此行指明的路径无法使用（{0}）。</translation>
    </message>
    <message>
        <source>without an ending</source>
        <translation>无扩展名</translation>
    </message>
    <message>
        <source>It holds other files: {0}.</source>
        <translation>其中有其他文件：{0}。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请选择其他文件夹。</translation>
    </message>
    <message>
        <source>&apos;{0}&apos;: scores are written as .csv, .json or .parquet; choose one of these.</source>
        <translation>“{0}”：分数可写为 .csv、.json 或 .parquet；请选择其一。</translation>
    </message>
    <message>
        <source>Parquet files need pyarrow: run &apos;pip install hfpc-desktop[parquet]&apos;, or write .csv or .json.</source>
        <translation>Parquet 文件需要 pyarrow：运行 &apos;pip install hfpc-desktop[parquet]&apos;，或改写 .csv 或 .json。</translation>
    </message>
    <message>
        <source>{0} exists already. Open it, or choose another name.</source>
        <translation>{0} 已存在。请打开它，或换一个名称。</translation>
    </message>
    <message>
        <source>The project could not be created. {0}</source>
        <translation>无法创建项目。{0}</translation>
    </message>
    <message>
        <source>There is no project at {0}. It may have been moved, renamed or deleted.</source>
        <translation>{0} 处没有项目。可能已被移动、改名或删除。</translation>
    </message>
    <message>
        <source>{0} is not an HFPC project. It was left as it is; choose a .hfpc file.</source>
        <translation>{0} 不是 HFPC 项目，已保持原样；请选择 .hfpc 文件。</translation>
    </message>
    <message>
        <source>{0} was saved by a newer version of HFPC Desktop (project format {1}, this one reads up to {2}). It was left as it is; install the newer version to open it.</source>
        <translation>{0} 由更新版本的 HFPC Desktop 保存（项目格式 {1}，本版本最高支持 {2}），已保持原样；请安装新版本后打开。</translation>
    </message>
    <message>
        <source>Could not open the folders</source>
        <translation>无法打开文件夹</translation>
    </message>
    <message>
        <source>Could not open the project</source>
        <translation>无法打开项目</translation>
    </message>
    <message>
        <source>Could not close the project</source>
        <translation>无法关闭项目</translation>
    </message>
    <message>
        <source>Could not scan the folders</source>
        <translation>无法扫描文件夹</translation>
    </message>
    <message>
        <source>Could not judge the pairs</source>
        <translation>无法评判图对</translation>
    </message>
    <message>
        <source>Could not take the files out</source>
        <translation>无法移出文件</translation>
    </message>
    <message>
        <source>Could not add the files</source>
        <translation>无法加入这些文件</translation>
    </message>
    <message>
        <source>Could not change what judges</source>
        <translation>无法更换评判模型</translation>
    </message>
    <message>
        <source>Could not read the models</source>
        <translation>无法读取模型</translation>
    </message>
    <message>
        <source>Could not add the pairs</source>
        <translation>无法添加图对</translation>
    </message>
    <message>
        <source>Could not save the decision</source>
        <translation>无法保存决定</translation>
    </message>
    <message>
        <source>Could not read the saved scores</source>
        <translation>无法读取已保存的评分</translation>
    </message>
    <message>
        <source>Could not read the decisions</source>
        <translation>无法读取决定</translation>
    </message>
    <message>
        <source>Could not look for moved files</source>
        <translation>无法查找已移动的文件</translation>
    </message>
    <message>
        <source>Could not link the folders anew</source>
        <translation>无法重新链接文件夹</translation>
    </message>
    <message>
        <source>Could not save the mask</source>
        <translation>无法保存蒙版</translation>
    </message>
    <message>
        <source>Could not save the scores</source>
        <translation>无法保存分数</translation>
    </message>
    <message>
        <source>Could not save the thresholds</source>
        <translation>无法保存阈值</translation>
    </message>
    <message>
        <source>Could not plan the export</source>
        <translation>无法计划导出</translation>
    </message>
    <message>
        <source>Could not write the report</source>
        <translation>无法写出报告</translation>
    </message>
    <message>
        <source>Could not export</source>
        <translation>无法导出</translation>
    </message>
    <message>
        <source>This failed: {0}</source>
        <translation>操作失败：{0}</translation>
    </message>
    <message>
        <source>The models of this project are not here</source>
        <translation>此项目的模型不在本机</translation>
    </message>
    <message>
        <source>Scores made before stay; nothing new is judged until other models are chosen.</source>
        <translation>之前的分数会保留；在选择其他模型之前不会评判新的图对。</translation>
    </message>
    <message>
        <source>A new review of the same folders was begun beside it.</source>
        <translation>已在旁边为同样的文件夹新建审阅。</translation>
    </message>
    <message>
        <source>The earlier review cannot be read</source>
        <translation>无法读取之前的审阅</translation>
    </message>
    <message>
        <source>{0} is gone. Put it back where it was, then scan again.</source>
        <translation>{0} 已不存在。请放回原处，然后重新扫描。</translation>
    </message>
    <message>
        <source>“{0}” is no pattern of names. Write text and any of: {1}</source>
        <translation>“{0}”不是有效的命名格式。可写文字及以下任意项：{1}</translation>
    </message>
    <message>
        <source>There is a preset called {0} already.</source>
        <translation>已有名为 {0} 的预设。</translation>
    </message>
    <message>
        <source>A preset needs a name of at most {0} characters.</source>
        <translation>预设需要一个名称，最多 {0} 个字符。</translation>
    </message>
    <message>
        <source>This is no file of export presets ({0}).</source>
        <translation>这不是导出预设文件（{0}）。</translation>
    </message>
    <message>
        <source>{0}
Your decisions are saved.</source>
        <translation>{0}
您的决定已保存。</translation>
    </message>
    <message>
        <source>{0}
Your decisions are saved. Details are in {1}</source>
        <translation>{0}
您的决定已保存。详情请见 {1}</translation>
    </message>
    <message>
        <source>Something went wrong inside</source>
        <translation>程序内部出错</translation>
    </message>
    <message>
        <source>There is no learned head {0}. Kept are: {1}.</source>
        <translation>没有学习头 {0}。已保存的有：{1}。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>The learned head {0} cannot be read: {1}</source>
        <translation>无法读取学习头 {0}：{1}</translation>
    </message>
    <message>
        <source>The learned head could not be saved. {0}</source>
        <translation>无法保存学习头。{0}</translation>
    </message>
    <message>
        <source>The choice could not be saved. {0}</source>
        <translation>无法保存选择。{0}</translation>
    </message>
    <message>
        <source>A pair of this decision is not in the project. Open the project again.</source>
        <translation>此决定涉及的某个图对不在项目中。请重新打开项目。</translation>
    </message>
    <message>
        <source>An error that nobody expected: {0}</source>
        <translation>意外错误：{0}</translation>
    </message>
    <message>
        <source>There is no language “{0}”: use en or zh_CN.</source>
        <translation>没有语言“{0}”：请使用 en 或 zh_CN。</translation>
    </message>
    <message>
        <source>The disk is full: {0} was not written. Free some space or choose another folder.</source>
        <translation>磁盘已满：{0} 未写入。请腾出空间或选择其他文件夹。</translation>
    </message>
    <message>
        <source>{0} cannot be written: the folder is read-only, or another program has the file open. Choose another folder, or close the file and allow writing there.</source>
        <translation>无法写入 {0}：文件夹为只读，或文件正被其他程序打开。请选择其他文件夹，或关闭该文件并允许写入。</translation>
    </message>
    <message>
        <source>{0} is a folder. Choose another name.</source>
        <translation>{0} 是文件夹。请换一个名称。</translation>
    </message>
    <message>
        <source>{0} cannot be written: a part of its path is a file. Choose another folder.</source>
        <translation>无法写入 {0}：路径中的一部分是文件。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>{0} cannot be written: the folder is not there. Create it, or connect its drive, and try again.</source>
        <translation>无法写入 {0}：文件夹不存在。请创建该文件夹或连接其驱动器，然后重试。</translation>
    </message>
    <message>
        <source>{0} exists already. Export again, or choose another folder.</source>
        <translation>{0} 已存在。请重新导出，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>{0} cannot be written: the path is too long. Choose a folder with a shorter path.</source>
        <translation>无法写入 {0}：路径过长。请选择路径较短的文件夹。</translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}). Check the drive, or choose another folder.</source>
        <translation>无法写入 {0}（{1}）。请检查驱动器，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>The project could not be copied. {0}</source>
        <translation>无法复制项目。{0}</translation>
    </message>
</context>
<context>
    <name>evidence</name>
    <message>
        <source>Starter reward, not human feedback yet</source>
        <translation>初始背景分，尚未依据人工反馈</translation>
    </message>
    <message>
        <source>The reward that comes with the app is fitted on rendered scenes with made damage. It finds plain faults of a background. What people like, it has not learned yet: treat it as a first sorting.</source>
        <translation>应用自带的背景分是在带有人造缺陷的渲染场景上拟合的，能发现背景的明显问题，但尚未学到人们的喜好：请当作初步筛选。</translation>
    </message>
    <message>
        <source>Learned from your decisions</source>
        <translation>从您的决定中学习而来</translation>
    </message>
    <message>
        <source>By the reward model {0}</source>
        <translation>来自背景分模型 {0}</translation>
    </message>
    <message>
        <source>How suitable and attractive the new background is, from 0 to 1. Higher is better. The marks on the bar are your limits for reject and approve.</source>
        <translation>新背景是否合适、美观，0 到 1，越高越好。条上的标记是您的淘汰线与通过线。</translation>
    </message>
    <message>
        <source>How sure the models are that the product is still the same, from 0 to 1. Higher is better. The marks on the bar are your limits for reject and approve.</source>
        <translation>模型认为产品保持不变的把握，0 到 1，越高越好。条上的标记是您的淘汰线与通过线。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Outgrowth</source>
        <translation>多出</translation>
    </message>
    <message>
        <source>Product area that the original does not have, as a share of the product. Lower is better; 0 % is ideal.</source>
        <translation>原图没有的产品面积，占产品的比例。越低越好，0 % 最理想。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Product area of the original that is gone, as a share of the product. Lower is better; 0 % is ideal.</source>
        <translation>原图中消失的产品面积，占产品的比例。越低越好，0 % 最理想。</translation>
    </message>
    <message>
        <source>Mask overlap (IoU)</source>
        <translation>蒙版重合度 (IoU)</translation>
    </message>
    <message>
        <source>Area the two product masks share, divided by the area they cover together. Higher is better; 1.00 is the same silhouette.</source>
        <translation>两个产品蒙版共有的面积除以合计覆盖的面积。越高越好，1.00 表示轮廓相同。</translation>
    </message>
    <message>
        <source>Outline match (F)</source>
        <translation>轮廓吻合度 (F)</translation>
    </message>
    <message>
        <source>How much of the two outlines runs along each other. Higher is better; 1.00 is the same outline.</source>
        <translation>两条轮廓彼此贴合的程度。越高越好，1.00 表示轮廓相同。</translation>
    </message>
    <message>
        <source>Colour change</source>
        <translation>颜色变化</translation>
    </message>
    <message>
        <source>Typical colour difference inside the product (CIEDE2000), after a general change of light is taken out. Lower is better; below 2 is hardly seen, above 10 is plain.</source>
        <translation>去除整体光照变化后产品内部的典型色差 (CIEDE2000)。越低越好，2 以下几乎看不出，10 以上很明显。</translation>
    </message>
    <message>
        <source>Text similarity</source>
        <translation>文字相似度</translation>
    </message>
    <message>
        <source>How alike the text on the product reads in both pictures. Higher is better; 100 % is the same text.</source>
        <translation>两张图中产品文字读起来有多相像。越高越好，100 % 表示文字相同。</translation>
    </message>
    <message>
        <source>Product size</source>
        <translation>产品大小</translation>
    </message>
    <message>
        <source>Size of the product in the generated image relative to the original. Neither direction is better: 1.00 × is unchanged.</source>
        <translation>生成图中产品相对原图的大小。无所谓高低：1.00 × 表示未变。</translation>
    </message>
    <message>
        <source>Alignment confidence</source>
        <translation>配准置信度</translation>
    </message>
    <message>
        <source>How sure the app is that it found the same product in the generated image. Higher is better; when it is low, trust the other figures less.</source>
        <translation>应用有多大把握在生成图中找到的是同一产品。越高越好；偏低时，其他数值应谨慎看待。</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>Detector</source>
        <translation>检测器</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>背景分</translation>
    </message>
    <message>
        <source>Learned on top of</source>
        <translation>学习的基础</translation>
    </message>
    <message>
        <source>Background checks</source>
        <translation>背景检查</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>图片说明</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Prompted mask</source>
        <translation>提示式蒙版</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation>一致性</translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>All files in one folder</source>
        <translation>所有文件放在一个文件夹</translation>
    </message>
    <message>
        <source>Folders as in the generated images</source>
        <translation>保持生成图的文件夹结构</translation>
    </message>
    <message>
        <source>Keep both: add a number to the new file</source>
        <translation>都保留：新文件名加序号</translation>
    </message>
    <message>
        <source>Leave the file that is there</source>
        <translation>保留已有的文件</translation>
    </message>
    <message>
        <source>Replace the file that is there</source>
        <translation>替换已有的文件</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>{0} · {1} / {2}</source>
        <translation>{0} · {1} / {2}</translation>
    </message>
    <message>
        <source>reward / consistency · page {0} of {1}</source>
        <translation>背景分 / 一致性 · 第 {0} 页，共 {1} 页</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>{0} cannot be written. Choose another folder.</source>
        <translation>无法写入 {0}。请选择其他文件夹。</translation>
    </message>
</context>
<context>
    <name>filter</name>
    <message>
        <source>verdict {0}</source>
        <translation>结论为{0}</translation>
    </message>
    <message>
        <source>defect {0}</source>
        <translation>缺陷为{0}</translation>
    </message>
    <message>
        <source>reward {0} to {1}</source>
        <translation>背景分 {0} 到 {1}</translation>
    </message>
    <message>
        <source>consistency {0} to {1}</source>
        <translation>一致性 {0} 到 {1}</translation>
    </message>
    <message>
        <source>approval {0} to {1}</source>
        <translation>通过率 {0} 到 {1}</translation>
    </message>
    <message>
        <source>name contains &quot;{0}&quot;</source>
        <translation>名称包含“{0}”</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Left hand on the keys</source>
        <translation>左手按键</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
</context>
<context>
    <name>language</name>
    <message>
        <source>{0} or {1}</source>
        <translation>{0}或{1}</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}、{1}</translation>
    </message>
</context>
<context>
    <name>learning</name>
    <message>
        <source>The certified limit does not hold any more</source>
        <translation>认证的阈值不再成立</translation>
    </message>
    <message>
        <source>Of {0} pairs of the audit sample that it approved since, {1} were rejected by you. Do not rely on it: learn again, or ask for a new certificate.</source>
        <translation>此后它在复核样本中通过了 {0} 对，其中 {1} 对被您淘汰。请不要再依赖它：重新学习，或申请新的认证。</translation>
    </message>
    <message>
        <source>{0} approved and {1} rejected, over {2} originals.</source>
        <translation>通过 {0} 个，淘汰 {1} 个，涉及 {2} 张原图。</translation>
    </message>
    <message>
        <source>Left out: {0} kept for the certificate, {1} decided in bulk, {2} not scored.</source>
        <translation>未计入：{0} 个留作认证，{1} 个为批量决定，{2} 个没有分数。</translation>
    </message>
    <message>
        <source>{0} decisions are too few to learn from: {1} are needed.</source>
        <translation>{0} 个决定太少，无法学习：需要 {1} 个。</translation>
    </message>
    <message>
        <source>Only {0} of one kind: at least {1} approved and {1} rejected are needed.</source>
        <translation>其中一类只有 {0} 个：至少需要 {1} 个通过和 {1} 个淘汰。</translation>
    </message>
    <message>
        <source>Decisions on {0} originals; at least {1} are needed.</source>
        <translation>决定涉及 {0} 张原图；至少需要 {1} 张。</translation>
    </message>
    <message>
        <source>Better, and in use now: on {0} originals that it had not seen the AUC is {1:.2f}, before {2:.2f}.</source>
        <translation>更好，已启用：在 {0} 张未见过的原图上 AUC 为 {1:.2f}，之前为 {2:.2f}。</translation>
    </message>
    <message>
        <source>Kept, but not used: on {0} originals it is not surely better. AUC {1:.2f}, in use {2:.2f}.</source>
        <translation>已保留但未启用：在 {0} 张原图上并非确实更好。AUC {1:.2f}，使用中的为 {2:.2f}。</translation>
    </message>
    <message>
        <source>Certified: from reward {0:.2f} on, at least {1} of the approvals are right (95 % confidence). That is {2} of the pairs; {3} were reviewed, {4} wrong.</source>
        <translation>已认证：背景分 {0:.2f} 起，至少 {1} 的通过是正确的（置信度 95 %），占图对的 {2}；复核了 {3} 个，{4} 个有误。</translation>
    </message>
    <message>
        <source>Random sample: {0} of {1} reviewed.</source>
        <translation>随机样本：{1} 个图对中已复核 {0} 个。</translation>
    </message>
    <message>
        <source>Warning: since the certificate {0} of {1} approvals of the random sample were wrong. It does not hold any more.</source>
        <translation>警告：自认证以来，随机样本中 {1} 个通过里有 {0} 个有误。认证不再有效。</translation>
    </message>
    <message>
        <source>Not certifiable yet: no pair has a score that could be approved.</source>
        <translation>尚不能认证：没有图对的分数达到可通过的水平。</translation>
    </message>
    <message>
        <source>Not certifiable yet: the part that was not learned from needs {0} pairs; it has {1}.</source>
        <translation>尚不能认证：未参与学习的部分需要 {0} 个图对，现有 {1} 个。</translation>
    </message>
    <message>
        <source>Not certifiable yet: {2} more randomly chosen approvals have to be reviewed ({3} done, {4} wrong).</source>
        <translation>尚不能认证：还需复核 {2} 个随机抽取的通过（已复核 {3} 个，{4} 个有误）。</translation>
    </message>
    <message>
        <source>Not certifiable yet: too many errors at every limit. The nearest has {4} wrong of {3}.</source>
        <translation>尚不能认证：在任何阈值下错误都过多。最接近的一档 {3} 个中有 {4} 个有误。</translation>
    </message>
    <message>
        <source>The reward in use was learned from nearly all of fewer than {0} decisions, so nothing is left to prove it with. There are {1} now: learn again, and half of the pairs are kept for the proof.</source>
        <translation>当前背景分是用不足 {0} 个决定中的几乎全部学成的，没有留下可用于证明的部分。现在已有 {1} 个：请重新学习，一半的图对会留作证明。</translation>
    </message>
    <message>
        <source>The reward in use was learned from nearly all of fewer than {0} decisions, so nothing is left to prove it with. Learn again from {0} decisions on; there are {1} now.</source>
        <translation>当前背景分是用不足 {0} 个决定中的几乎全部学成的，没有留下可用于证明的部分。请在达到 {0} 个决定后重新学习；现在有 {1} 个。</translation>
    </message>
</context>
<context>
    <name>measures</name>
    <message>
        <source>Weight of the shipped reward</source>
        <translation>自带的背景分的权重</translation>
    </message>
    <message>
        <source>How often you approve</source>
        <translation>您通过的频率</translation>
    </message>
    <message>
        <source>Look of the background</source>
        <translation>背景的观感</translation>
    </message>
    <message>
        <source>Fringe round the product</source>
        <translation>产品边缘的杂边</translation>
    </message>
    <message>
        <source>Missing contact shadow</source>
        <translation>缺少接触阴影</translation>
    </message>
    <message>
        <source>Light and colour do not match</source>
        <translation>光线和颜色不匹配</translation>
    </message>
    <message>
        <source>Sharpness does not match</source>
        <translation>清晰度不匹配</translation>
    </message>
    <message>
        <source>Product hard to make out</source>
        <translation>产品难以辨认</translation>
    </message>
    <message>
        <source>Burnt out or too dark</source>
        <translation>过曝或过暗</translation>
    </message>
    <message>
        <source>Unusual product size</source>
        <translation>产品大小异常</translation>
    </message>
    <message>
        <source>Pixel blocks</source>
        <translation>像素块</translation>
    </message>
    <message>
        <source>Blotches</source>
        <translation>色斑</translation>
    </message>
    <message>
        <source>Stray text</source>
        <translation>多余文字</translation>
    </message>
    <message>
        <source>Looks as if it floats</source>
        <translation>看起来像悬浮</translation>
    </message>
    <message>
        <source>Looks lit from elsewhere</source>
        <translation>看起来光源不一致</translation>
    </message>
    <message>
        <source>Looks too large or too small</source>
        <translation>看起来过大或过小</translation>
    </message>
    <message>
        <source>Looks lost in the scene</source>
        <translation>看起来淹没在场景中</translation>
    </message>
    <message>
        <source>Looks cut out</source>
        <translation>看起来像抠图</translation>
    </message>
    <message>
        <source>Patch like text</source>
        <translation>类似文字的区域</translation>
    </message>
    <message>
        <source>Smeared patch</source>
        <translation>涂抹的区域</translation>
    </message>
    <message>
        <source>Patch of blocks</source>
        <translation>块状区域</translation>
    </message>
    <message>
        <source>Discoloured patch</source>
        <translation>变色的区域</translation>
    </message>
    <message>
        <source>Repeated patch</source>
        <translation>重复的区域</translation>
    </message>
    <message>
        <source>Another measure</source>
        <translation>其他测量</translation>
    </message>
    <message>
        <source>The reward that comes with the app counts more, or less, than before.</source>
        <translation>应用自带的背景分比以前占更大或更小的比重。</translation>
    </message>
    <message>
        <source>You approve more, or less, often than the shipped reward expects. This is the same for all pairs.</source>
        <translation>您通过的频率高于或低于自带的背景分的预期。这对所有图对都相同。</translation>
    </message>
    <message>
        <source>How much the background resembles those that you approved, beyond the named measures.</source>
        <translation>在已命名的测量之外，背景与您通过过的有多相似。</translation>
    </message>
    <message>
        <source>More, or less, of this than usual, and how your decisions follow it.</source>
        <translation>这一项比平常多或少，以及您的决定如何随之变化。</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>Product grew</source>
        <translation>产品多出</translation>
    </message>
    <message>
        <source>Product part missing</source>
        <translation>产品缺失</translation>
    </message>
    <message>
        <source>Product deformed</source>
        <translation>产品变形</translation>
    </message>
    <message>
        <source>Product colour changed</source>
        <translation>产品变色</translation>
    </message>
    <message>
        <source>Product texture changed</source>
        <translation>产品质感改变</translation>
    </message>
    <message>
        <source>Text changed</source>
        <translation>文字改变</translation>
    </message>
    <message>
        <source>Logo changed</source>
        <translation>标志改变</translation>
    </message>
    <message>
        <source>Product duplicated</source>
        <translation>产品重复</translation>
    </message>
    <message>
        <source>Product replaced</source>
        <translation>产品被替换</translation>
    </message>
    <message>
        <source>Product floats</source>
        <translation>产品悬浮</translation>
    </message>
    <message>
        <source>Implausible size</source>
        <translation>大小不合理</translation>
    </message>
    <message>
        <source>Unsuitable surroundings</source>
        <translation>环境不合适</translation>
    </message>
    <message>
        <source>Product hard to see</source>
        <translation>产品不突出</translation>
    </message>
    <message>
        <source>Light does not match</source>
        <translation>光照不匹配</translation>
    </message>
    <message>
        <source>Image artefacts</source>
        <translation>图像瑕疵</translation>
    </message>
    <message>
        <source>Halo round the product</source>
        <translation>产品有光晕</translation>
    </message>
    <message>
        <source>Stray text</source>
        <translation>多余文字</translation>
    </message>
    <message>
        <source>Unattractive background</source>
        <translation>背景不美观</translation>
    </message>
    <message>
        <source>Unsuitable original</source>
        <translation>原图不合适</translation>
    </message>
    <message>
        <source>Product not located</source>
        <translation>未定位到产品</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>淘汰</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>未评判</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已通过</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>已淘汰</translation>
    </message>
    <message>
        <source>at the top</source>
        <translation>上部</translation>
    </message>
    <message>
        <source>at the bottom</source>
        <translation>下部</translation>
    </message>
    <message>
        <source>on the left</source>
        <translation>左侧</translation>
    </message>
    <message>
        <source>on the right</source>
        <translation>右侧</translation>
    </message>
    <message>
        <source>in the centre</source>
        <translation>中部</translation>
    </message>
    <message>
        <source>The original cannot be read as a picture.</source>
        <translation>原图无法作为图片读取。</translation>
    </message>
    <message>
        <source>Open it in another program; if that fails too, replace the file, then scan again.</source>
        <translation>请用其他程序打开它；若仍打不开，请替换该文件，然后重新扫描。</translation>
    </message>
    <message>
        <source>Generate or copy it again, then scan again.</source>
        <translation>请重新生成或复制该文件，然后重新扫描。</translation>
    </message>
    <message>
        <source>Make it smaller, then scan again.</source>
        <translation>请缩小该图片，然后重新扫描。</translation>
    </message>
    <message>
        <source>Put it back where it was, then scan again.</source>
        <translation>请放回原处，然后重新扫描。</translation>
    </message>
    <message>
        <source>Look into Judge, Models: what is missing or damaged stands there and can be installed again. What ships with the program comes back when the program is installed again.</source>
        <translation>请查看“评判”菜单中的“模型”：缺少或损坏的项目会列在那里，可以重新安装。随程序附带的模型，重新安装程序即可恢复。</translation>
    </message>
    <message>
        <source>Scan again to try once more; if it fails again, report the details.</source>
        <translation>请重新扫描以再试一次；若仍失败，请反馈详细信息。</translation>
    </message>
    <message>
        <source>Scan again to have it judged.</source>
        <translation>重新扫描即可评判。</translation>
    </message>
    <message>
        <source>The product differs most {place}, {detail}; no single kind of change stands out.</source>
        <translation>产品{place}{detail}的差异最大，但没有哪一种变化特别突出。</translation>
    </message>
    <message>
        <source>The product differs most {place}; no single kind of change stands out.</source>
        <translation>产品{place}的差异最大，但没有哪一种变化特别突出。</translation>
    </message>
    <message>
        <source>The generated image cannot be read as a picture.</source>
        <translation>生成图无法作为图片读取。</translation>
    </message>
    <message>
        <source>Product not quite the same</source>
        <translation>产品不完全一致</translation>
    </message>
    <message>
        <source>The picture is larger than the limit.</source>
        <translation>图片超过大小上限。</translation>
    </message>
    <message>
        <source>The picture is too small to judge.</source>
        <translation>图片太小，无法评判。</translation>
    </message>
    <message>
        <source>Use a larger version of it.</source>
        <translation>请使用更大的版本。</translation>
    </message>
    <message>
        <source>The file is no longer there.</source>
        <translation>文件已不在原处。</translation>
    </message>
    <message>
        <source>No product was found in the original.</source>
        <translation>原图中未找到产品。</translation>
    </message>
    <message>
        <source>Put a mask beside the original (NAME_mask.png), or use a photo that shows the product clearly.</source>
        <translation>请在原图旁放一个蒙版（NAME_mask.png），或使用清楚展示产品的照片。</translation>
    </message>
    <message>
        <source>The product could not be located in the generated image.</source>
        <translation>无法在生成图中定位产品。</translation>
    </message>
    <message>
        <source>Compare the two by eye; a mask beside the original (NAME_mask.png) can help.</source>
        <translation>请人工对比；在原图旁放一个蒙版（NAME_mask.png）可能有帮助。</translation>
    </message>
    <message>
        <source>A model that is needed is not installed.</source>
        <translation>所需的模型未安装。</translation>
    </message>
    <message>
        <source>Judging this pair failed.</source>
        <translation>此图对评判失败。</translation>
    </message>
    <message>
        <source>This pair was skipped.</source>
        <translation>此图对被跳过。</translation>
    </message>
    <message>
        <source>Then scan again.</source>
        <translation>然后重新扫描。</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}{1}</translation>
    </message>
    <message>
        <source>Not judged yet.</source>
        <translation>尚未评判。</translation>
    </message>
    <message>
        <source>No defect found.</source>
        <translation>未发现缺陷。</translation>
    </message>
    <message>
        <source>{0} And {1} more.</source>
        <translation>{0}另有 {1} 项。</translation>
    </message>
    <message>
        <source>{what}, {place}: {detail}</source>
        <translation>{what}（{place}）：{detail}</translation>
    </message>
    <message>
        <source>{what}: {detail}</source>
        <translation>{what}：{detail}</translation>
    </message>
    <message>
        <source>{what}, {place} of the picture ({detail}).</source>
        <translation>{what}，位于画面{place}（{detail}）。</translation>
    </message>
    <message>
        <source>{what}, {place} of the picture.</source>
        <translation>{what}，位于画面{place}。</translation>
    </message>
    <message>
        <source>{what}, {place} ({detail}).</source>
        <translation>{what}，位于{place}（{detail}）。</translation>
    </message>
    <message>
        <source>{what}, {place}.</source>
        <translation>{what}，位于{place}。</translation>
    </message>
    <message>
        <source>{what} ({detail}).</source>
        <translation>{what}（{detail}）。</translation>
    </message>
    <message>
        <source>{what}.</source>
        <translation>{what}。</translation>
    </message>
    <message>
        <source>The product grew beyond its outline</source>
        <translation>产品超出了原有轮廓</translation>
    </message>
    <message>
        <source>A part of the product is gone</source>
        <translation>产品的一部分消失了</translation>
    </message>
    <message>
        <source>The product&apos;s shape changed</source>
        <translation>产品形状改变了</translation>
    </message>
    <message>
        <source>The product&apos;s colour changed</source>
        <translation>产品颜色改变了</translation>
    </message>
    <message>
        <source>The product&apos;s surface looks different</source>
        <translation>产品表面看起来不同</translation>
    </message>
    <message>
        <source>The text on the product changed</source>
        <translation>产品上的文字改变了</translation>
    </message>
    <message>
        <source>The logo on the product changed</source>
        <translation>产品上的标志改变了</translation>
    </message>
    <message>
        <source>A second copy of the product appears in the picture</source>
        <translation>画面中出现了第二个产品</translation>
    </message>
    <message>
        <source>The product was replaced by another one</source>
        <translation>产品被换成了另一个</translation>
    </message>
    <message>
        <source>The product is not quite the same all over; no single kind of change stands out</source>
        <translation>产品整体略有不同，但没有哪一种变化特别突出</translation>
    </message>
    <message>
        <source>The product floats: nothing carries it and it casts no contact shadow</source>
        <translation>产品悬浮：没有支撑，也没有接触阴影</translation>
    </message>
    <message>
        <source>The product&apos;s size does not fit its surroundings</source>
        <translation>产品大小与环境不符</translation>
    </message>
    <message>
        <source>The product stands where it does not belong</source>
        <translation>产品放在了不该放的地方</translation>
    </message>
    <message>
        <source>The product does not stand out from the background</source>
        <translation>产品在背景中不突出</translation>
    </message>
    <message>
        <source>Light or sharpness of product and background do not match</source>
        <translation>产品与背景的光照或清晰度不匹配</translation>
    </message>
    <message>
        <source>The background shows artefacts</source>
        <translation>背景有瑕疵</translation>
    </message>
    <message>
        <source>A halo or seam runs round the product</source>
        <translation>产品周围有光晕或接缝</translation>
    </message>
    <message>
        <source>Text appears in the background that nobody asked for</source>
        <translation>背景中出现了多余的文字</translation>
    </message>
    <message>
        <source>The background is unattractive</source>
        <translation>背景不美观</translation>
    </message>
    <message>
        <source>The original does not show one whole product clearly</source>
        <translation>原图没有清楚地展示一件完整的产品</translation>
    </message>
    <message>
        <source>The product could not be located in the generated image</source>
        <translation>无法在生成图中定位产品</translation>
    </message>
    <message>
        <source>The product grew {0} beyond its outline</source>
        <translation>产品超出原有轮廓 {0}</translation>
    </message>
    <message>
        <source>{0} of the product is gone</source>
        <translation>产品的 {0} 消失了</translation>
    </message>
    <message>
        <source>The product was stretched or squeezed by {0}</source>
        <translation>产品被拉伸或压缩了 {0}</translation>
    </message>
    <message>
        <source>The product&apos;s colour changed by {0} ΔE</source>
        <translation>产品颜色改变了 {0} ΔE</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>{0} is no readable certificate file ({1}).</source>
        <translation>{0} 不是可读取的证书文件（{1}）。</translation>
    </message>
    <message>
        <source>Fetching models needs huggingface_hub 1.0 or newer: pip install &apos;huggingface_hub&gt;=1.0&apos;.</source>
        <translation>下载模型需要 huggingface_hub 1.0 或更新版本：pip install &apos;huggingface_hub&gt;=1.0&apos;。</translation>
    </message>
    <message>
        <source>the connection closed early</source>
        <translation>连接提前关闭</translation>
    </message>
    <message>
        <source>{0} could not be fetched from {1} ({2}). What arrived is kept; start again to continue.</source>
        <translation>无法从 {1} 下载 {0}（{2}）。已下载的部分会保留，重新开始即可继续。</translation>
    </message>
    <message>
        <source>{0} does not give {1} without signing in (HTTP {2}).</source>
        <translation>{0} 需要登录才提供 {1}（HTTP {2}）。</translation>
    </message>
    <message>
        <source>{0} has no {1} at the pinned revision (HTTP {2}). Is the mirror complete?</source>
        <translation>{0} 的固定版本中没有 {1}（HTTP {2}）。镜像是否完整？</translation>
    </message>
    <message>
        <source>{0} does not give {1} now (HTTP {2}). Try again later.</source>
        <translation>{0} 目前不提供 {1}（HTTP {2}）。请稍后再试。</translation>
    </message>
    <message>
        <source>{0}: the SHA-256 is not the one that the program knows ({1}… instead of {2}…). Nothing was installed.</source>
        <translation>{0}：SHA-256 与程序已知的不一致（得到 {1}…，应为 {2}…）。未安装任何内容。</translation>
    </message>
    <message>
        <source>{0}: the SHA-256 is not the one that was recorded at the first install ({1}… instead of {2}…). Nothing was installed.</source>
        <translation>{0}：SHA-256 与首次安装时记录的不一致（得到 {1}…，应为 {2}…）。未安装任何内容。</translation>
    </message>
    <message>
        <source>{0}: the SHA-256 is not the one that the source states ({1}… instead of {2}…). Nothing was installed.</source>
        <translation>{0}：SHA-256 与来源声明的不一致（得到 {1}…，应为 {2}…）。未安装任何内容。</translation>
    </message>
    <message>
        <source>{0} could not be written ({1}).</source>
        <translation>无法写入 {0}（{1}）。</translation>
    </message>
    <message>
        <source>{0}: {1} is missing. It comes from {2}.</source>
        <translation>{0}：缺少 {1}。它来自 {2}。</translation>
    </message>
    <message>
        <source>{0} is empty. Nothing was installed.</source>
        <translation>{0} 是空文件。未安装任何内容。</translation>
    </message>
    <message>
        <source>{0} needs {1} MB, but only {2} MB are free in {3}.</source>
        <translation>{0} 需要 {1} MB，但 {3} 中只有 {2} MB 可用。</translation>
    </message>
    <message>
        <source>The model “{0}” is not installed. The list of models shows what is; an installation without its embedded models has to be repaired by installing it again.</source>
        <translation>模型“{0}”未安装。模型列表中可查看已安装的模型；如果缺少自带模型，请重新安装本程序。</translation>
    </message>
    <message>
        <source>Model {0}: {1} Remove it and install it again.</source>
        <translation>模型 {0}：{1}请移除后重新安装。</translation>
    </message>
    <message>
        <source>{0} is damaged or was changed (SHA-256 differs).</source>
        <translation>{0} 已损坏或被改动（SHA-256 不一致）。</translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}).</source>
        <translation>无法读取 {0}（{1}）。</translation>
    </message>
    <message>
        <source>{0} (the licence text) is missing.</source>
        <translation>缺少 {0}（许可证文本）。</translation>
    </message>
    <message>
        <source>{0}: holds the manifest of “{1}”.</source>
        <translation>{0}：其中是“{1}”的清单。</translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}).</source>
        <translation>无法写入 {0}（{1}）。</translation>
    </message>
    <message>
        <source>{0} ships with the program and cannot be replaced.</source>
        <translation>{0} 随程序提供，不能替换。</translation>
    </message>
    <message>
        <source>{0} ships with the program and cannot be removed.</source>
        <translation>{0} 随程序提供，不能移除。</translation>
    </message>
    <message>
        <source>{0} could not be removed ({1}).</source>
        <translation>无法移除 {0}（{1}）。</translation>
    </message>
    <message>
        <source>This session has no folder for installed models.</source>
        <translation>当前会话没有用于安装模型的文件夹。</translation>
    </message>
    <message>
        <source>{0} does not exist.</source>
        <translation>{0} 不存在。</translation>
    </message>
    <message>
        <source>{0}: a bare model file needs a role, for example --role segmenter.</source>
        <translation>{0}：单个模型文件需要指定用途，例如 --role segmenter。</translation>
    </message>
    <message>
        <source>{0}: {1} is missing.</source>
        <translation>{0}：缺少 {1}。</translation>
    </message>
    <message>
        <source>{0} could not be installed in {1} ({2}). Is the disk full or the folder write-protected?</source>
        <translation>无法将 {0} 安装到 {1}（{2}）。磁盘已满或文件夹写保护？</translation>
    </message>
    <message>
        <source>{0} is missing.</source>
        <translation>缺少 {0}。</translation>
    </message>
    <message>
        <source>{0} has {1} bytes, expected {2}.</source>
        <translation>{0} 有 {1} 字节，应为 {2} 字节。</translation>
    </message>
    <message>
        <source>{0}: needs exactly one {1}, found {2}.</source>
        <translation>{0}：需要恰好一个 {1}，找到 {2} 个。</translation>
    </message>
    <message>
        <source>{0}: the manifest is far too large.</source>
        <translation>{0}：清单过大。</translation>
    </message>
    <message>
        <source>{0}: not a usable model archive ({1}).</source>
        <translation>{0}：不是可用的模型压缩包（{1}）。</translation>
    </message>
    <message>
        <source>{0}: {1} is larger than its manifest says.</source>
        <translation>{0}：{1} 比清单所写的大。</translation>
    </message>
    <message>
        <source>{0} is damaged (SHA-256 differs from the manifest).</source>
        <translation>{0} 已损坏（SHA-256 与清单不一致）。</translation>
    </message>
    <message>
        <source>{0}: {1} Nothing was installed.</source>
        <translation>{0}：{1}未安装任何内容。</translation>
    </message>
    <message>
        <source>{0} is no model that can be imported: choose a zip or folder with a manifest, a .pth checkpoint of segment-anything, or the folder with the files of a model of this list.</source>
        <translation>{0} 不是可导入的模型：请选择带清单的 zip 或文件夹、segment-anything 的 .pth 检查点，或包含列表中某个模型文件的文件夹。</translation>
    </message>
    <message>
        <source>“{0}” has no public source that this program knows.</source>
        <translation>本程序不知道“{0}”的公开来源。</translation>
    </message>
    <message>
        <source>{0} could be {1}. Import it at that model.</source>
        <translation>{0} 可能是 {1}。请在对应的模型处导入。</translation>
    </message>
    <message>
        <source>{0} holds neither a manifest nor the files of a model of this list.</source>
        <translation>{0} 中既没有清单，也没有列表中某个模型的文件。</translation>
    </message>
    <message>
        <source>Cutting the product out</source>
        <translation>抠出产品</translation>
    </message>
    <message>
        <source>Finding the product by its name</source>
        <translation>按名称寻找产品</translation>
    </message>
    <message>
        <source>Judging the background</source>
        <translation>评判背景</translation>
    </message>
    <message>
        <source>Reading text</source>
        <translation>读取文字</translation>
    </message>
    <message>
        <source>Describing pictures</source>
        <translation>描述图片</translation>
    </message>
    <message>
        <source>Draws the product&apos;s outline from a box or a click. Small and quick enough for a computer without a graphics card.</source>
        <translation>根据方框或点击画出产品轮廓。体积小，没有显卡的电脑也足够快。</translation>
    </message>
    <message>
        <source>As EfficientSAM-Ti, larger: its authors report finer outlines. Quick enough without a graphics card.</source>
        <translation>与 EfficientSAM-Ti 相同但更大：据其作者称轮廓更精细。没有显卡也足够快。</translation>
    </message>
    <message>
        <source>The smallest Segment Anything model. Meant for a graphics card: without one every picture takes tens of seconds.</source>
        <translation>最小的 Segment Anything 模型。适合有显卡的电脑：没有显卡时每张图片需要几十秒。</translation>
    </message>
    <message>
        <source>The middle Segment Anything model. Needs a graphics card to be of use.</source>
        <translation>中等大小的 Segment Anything 模型。需要显卡才实用。</translation>
    </message>
    <message>
        <source>The largest Segment Anything model, with the best outlines by its authors&apos; figures. Needs a graphics card to be of use.</source>
        <translation>最大的 Segment Anything 模型，据其作者的数据轮廓最佳。需要显卡才实用。</translation>
    </message>
    <message>
        <source>Finds the product in an original by its name, for example “red coffee mug”, and hands its place to a segmenter.</source>
        <translation>按名称（例如“红色咖啡杯”）在原图中找到产品，并把位置交给分割模型。</translation>
    </message>
    <message>
        <source>Trained on what people like in images made from a text. Its text here is the product&apos;s name; it never sees the original.</source>
        <translation>根据人们对文字生成图片的喜好训练而成。此处的文字是产品名称；它从不查看原图。</translation>
    </message>
    <message>
        <source>Describes an original in a few words: ImageReward&apos;s text for a product without a name. Also weights to start from with hfpc train reward.</source>
        <translation>用几个词描述原图：产品没有名称时作为 ImageReward 的文字。也可作为 hfpc train reward 的初始权重。</translation>
    </message>
    <message>
        <source>Weights to start from when a reward is trained with hfpc train reward. Judges nothing by itself.</source>
        <translation>用 hfpc train reward 训练背景分模型时的初始权重。本身不作评判。</translation>
    </message>
    <message>
        <source>Weights to start from when a reward is trained with hfpc train reward, the large version. Judges nothing by itself.</source>
        <translation>用 hfpc train reward 训练背景分模型时的初始权重（大型版本）。本身不作评判。</translation>
    </message>
    <message>
        <source>Finds what stands out in a picture. Good on plain backgrounds; on busy scenes it can miss parts of the product.</source>
        <translation>找出图片中醒目的部分。适合纯色背景；在复杂场景中可能漏掉产品的某些部分。</translation>
    </message>
    <message>
        <source>Notices technical faults of a background: halos, floating products, light, blur. It has no taste and was not trained on what people like.</source>
        <translation>发现背景的技术问题：光晕、产品悬浮、光线、模糊。它没有审美，也未依据人的喜好训练。</translation>
    </message>
    <message>
        <source>Compares the product in both pictures and points at what grew, is gone or changed.</source>
        <translation>比较两张图片中的产品，指出多出、缺失或改变的地方。</translation>
    </message>
    <message>
        <source>Turns pictures into numbers that the other judges compare.</source>
        <translation>把图片转换为数值，供其他模型比较。</translation>
    </message>
    <message>
        <source>Reads lines of text on the product, so that a changed letter is noticed.</source>
        <translation>读取产品上的文字行，以便发现被改动的字符。</translation>
    </message>
    <message>
        <source>Starter reward</source>
        <translation>初始背景分</translation>
    </message>
    <message>
        <source>Product difference</source>
        <translation>产品差异</translation>
    </message>
    <message>
        <source>EfficientNet-Lite2</source>
        <translation>EfficientNet-Lite2</translation>
    </message>
    <message>
        <source>PP-OCRv6 small</source>
        <translation>PP-OCRv6 小型</translation>
    </message>
    <message>
        <source>BLIP captioning, base</source>
        <translation>BLIP 图片描述，基础版</translation>
    </message>
    <message>
        <source>BLIP image-text matching, base</source>
        <translation>BLIP 图文匹配，基础版</translation>
    </message>
    <message>
        <source>BLIP image-text matching, large</source>
        <translation>BLIP 图文匹配，大型版</translation>
    </message>
    <message>
        <source>A segmenter of your own, imported or trained on this machine.</source>
        <translation>您自己的分割模型，在此电脑上导入或训练。</translation>
    </message>
    <message>
        <source>A detector of your own.</source>
        <translation>您自己的检测模型。</translation>
    </message>
    <message>
        <source>A reward trained with hfpc train reward.</source>
        <translation>用 hfpc train reward 训练的背景分模型。</translation>
    </message>
    <message>
        <source>A text reader of your own.</source>
        <translation>您自己的文字读取模型。</translation>
    </message>
    <message>
        <source>A feature network of your own.</source>
        <translation>您自己的特征网络。</translation>
    </message>
    <message>
        <source>Comes with the app</source>
        <translation>随应用提供</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>已安装</translation>
    </message>
    <message>
        <source>Partly fetched</source>
        <translation>部分下载</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>The app knows the hash of every file.</source>
        <translation>应用已知每个文件的哈希值。</translation>
    </message>
    <message>
        <source>The hashes of the files are recorded at the first install and verified ever after.</source>
        <translation>文件的哈希值在首次安装时记录，此后每次校验。</translation>
    </message>
    <message>
        <source>The app knows the hashes of the weights; those of the small files are recorded at the first install.</source>
        <translation>应用已知权重文件的哈希值；小文件的哈希值在首次安装时记录。</translation>
    </message>
    <message>
        <source>Installed, verified</source>
        <translation>已安装，已校验</translation>
    </message>
    <message>
        <source>Comes with the app, verified</source>
        <translation>随应用提供，已校验</translation>
    </message>
    <message>
        <source>about {0}</source>
        <translation>约 {0}</translation>
    </message>
    <message>
        <source>{0}: no reward that this version can score with. `hfpc train export` makes one from a trained checkpoint; `hfpc models install image-reward` fetches one.</source>
        <translation>{0}：此版本无法用它打分。用 `hfpc train export` 可由训练好的检查点生成奖励模型；用 `hfpc models install image-reward` 可获取一个。</translation>
    </message>
    <message>
        <source>The profile “full” needs a segmenter that is fast enough here: `hfpc models install efficientsam-ti`, and grounding-dino-tiny to find products by their names.</source>
        <translation>配置“full”需要一个在此足够快的分割模型：`hfpc models install efficientsam-ti`，以及用于按名称寻找产品的 grounding-dino-tiny。</translation>
    </message>
    <message>
        <source>The profile “{0}” names two models for the same task.</source>
        <translation>配置“{0}”为同一任务指定了两个模型。</translation>
    </message>
    <message>
        <source>The profile “{0}” has a detector but no segmenter to draw what it finds.</source>
        <translation>配置“{0}”有检测模型，但没有分割模型来画出找到的产品。</translation>
    </message>
    <message>
        <source>There is no profile “{0}”. Known: {1}. `hfpc models install efficientsam-ti` adds one.</source>
        <translation>没有配置“{0}”。已知：{1}。`hfpc models install efficientsam-ti` 可添加一个。</translation>
    </message>
    <message>
        <source>Needs PyTorch</source>
        <translation>需要 PyTorch</translation>
    </message>
    <message>
        <source>Embedded models</source>
        <translation>自带模型</translation>
    </message>
    <message>
        <source>U²-Net-P with finer outlines, comes with the app</source>
        <translation>U²-Net-P，轮廓经过细化，随应用提供</translation>
    </message>
    <message>
        <source>Slow without a graphics card</source>
        <translation>没有显卡时很慢</translation>
    </message>
    <message>
        <source>{0} pair is judged again.</source>
        <translation>将重新评判 {0} 个图对。</translation>
    </message>
    <message>
        <source>{0} pairs are judged again.</source>
        <translation>将重新评判 {0} 个图对。</translation>
    </message>
    <message>
        <source>About {0}, as measured on this machine.</source>
        <translation>按本机实测约需 {0}。</translation>
    </message>
    <message>
        <source>Without a graphics card tens of seconds a pair: about {0}, or more.</source>
        <translation>没有显卡时每个图对需要几十秒：约 {0} 或更久。</translation>
    </message>
    <message>
        <source>How long is not known yet: these models have not judged on this machine.</source>
        <translation>所需时间尚不清楚：这些模型还没有在本机评判过。</translation>
    </message>
    <message>
        <source>Decisions, flags and notes stay; scores stay until the new ones arrive. Pairs that these models have judged before are not judged twice.</source>
        <translation>决定、标记和备注保留；在新分数得出之前旧分数保留。这些模型评判过的图对不会重复评判。</translation>
    </message>
    <message>
        <source>{0} {1} {2}</source>
        <translation>{0}{1}{2}</translation>
    </message>
    <message>
        <source>{0}: not the configuration of a BLIP.</source>
        <translation>{0}：不是 BLIP 的配置。</translation>
    </message>
    <message>
        <source>{0}: the configuration cannot be read ({1}).</source>
        <translation>{0}：无法读取配置（{1}）。</translation>
    </message>
    <message>
        <source>{0}: the vocabulary cannot be read ({1}).</source>
        <translation>{0}：无法读取词表（{1}）。</translation>
    </message>
    <message>
        <source>{0}: {1} words, but the model was trained with {2}.</source>
        <translation>{0}：有 {1} 个词，但模型训练时有 {2} 个。</translation>
    </message>
    <message>
        <source>{0}: holds neither {1} nor {2}.</source>
        <translation>{0}：其中既没有 {1} 也没有 {2}。</translation>
    </message>
    <message>
        <source>{0}: not weights that can be read safely ({1}).</source>
        <translation>{0}：不是可安全读取的权重（{1}）。</translation>
    </message>
    <message>
        <source>An incomplete BLIP captioner, {0} is missing.</source>
        <translation>BLIP 描述模型不完整，缺少 {0}。</translation>
    </message>
    <message>
        <source>A BLIP captioner whose {0} has another shape, or numbers that are not finite.</source>
        <translation>BLIP 描述模型的 {0} 形状不符，或含有非有限数值。</translation>
    </message>
    <message>
        <source>The model catalogue cannot be read ({0}).</source>
        <translation>无法读取模型目录（{0}）。</translation>
    </message>
    <message>
        <source>There is no model “{0}” to install. Known: {1}.</source>
        <translation>没有可安装的模型“{0}”。已知：{1}。</translation>
    </message>
    <message>
        <source>{0}: not a valid catalogue entry ({1}).</source>
        <translation>{0}：不是有效的目录条目（{1}）。</translation>
    </message>
    <message>
        <source>{0}: repository, revision or files of the catalogue entry are not valid.</source>
        <translation>{0}：目录条目的仓库、版本或文件无效。</translation>
    </message>
    <message>
        <source>Unknown device “{0}”: use one of {1}.</source>
        <translation>未知设备“{0}”：请使用 {1} 之一。</translation>
    </message>
    <message>
        <source>{0}: these files are not an EfficientSAM encoder and decoder (inputs {1} and {2}).</source>
        <translation>{0}：这些文件不是 EfficientSAM 的编码器和解码器（输入 {1} 和 {2}）。</translation>
    </message>
    <message>
        <source>{0} could not be loaded from {1}: {2}</source>
        <translation>无法从 {1} 加载 {0}：{2}</translation>
    </message>
    <message>
        <source>ImageReward returned a value that is not a finite number.</source>
        <translation>ImageReward 返回了非有限数值。</translation>
    </message>
    <message>
        <source>{0}: not a checkpoint that can be read safely ({1}).</source>
        <translation>{0}：不是可安全读取的检查点（{1}）。</translation>
    </message>
    <message>
        <source>{0}: holds no tensors by name.</source>
        <translation>{0}：其中没有按名称存放的张量。</translation>
    </message>
    <message>
        <source>{0}: not a vocabulary of BERT.</source>
        <translation>{0}：不是 BERT 的词表。</translation>
    </message>
    <message>
        <source>{0}: {1} words, but the checkpoint was trained with {2}.</source>
        <translation>{0}：有 {1} 个词，但检查点训练时有 {2} 个。</translation>
    </message>
    <message>
        <source>Not a checkpoint of ImageReward; its tensors are called {0} …</source>
        <translation>不是 ImageReward 的检查点；其张量名为 {0} …</translation>
    </message>
    <message>
        <source>An incomplete checkpoint of ImageReward, {0} is missing.</source>
        <translation>ImageReward 的检查点不完整，缺少 {0}。</translation>
    </message>
    <message>
        <source>An incomplete checkpoint of ImageReward, {0} ({1}) is missing.</source>
        <translation>ImageReward 的检查点不完整，缺少 {0}（{1}）。</translation>
    </message>
    <message>
        <source>ImageReward ({0}): {1} is {2}, not {3}.</source>
        <translation>ImageReward（{0}）：{1} 为 {2}，应为 {3}。</translation>
    </message>
    <message>
        <source>ImageReward ({0}): {1} holds numbers that are not finite.</source>
        <translation>ImageReward（{0}）：{1} 含有非有限数值。</translation>
    </message>
    <message>
        <source>Model {0} has no file “{1}”; it has {2}.</source>
        <translation>模型 {0} 没有文件“{1}”；其中有 {2}。</translation>
    </message>
    <message>
        <source>{0}: cannot be read ({1}).</source>
        <translation>{0}：无法读取（{1}）。</translation>
    </message>
    <message>
        <source>{0}: not a valid model manifest ({1}).</source>
        <translation>{0}：不是有效的模型清单（{1}）。</translation>
    </message>
    <message>
        <source>{0}: the manifest has no “{1}”.</source>
        <translation>{0}：清单中没有“{1}”。</translation>
    </message>
    <message>
        <source>{0}: the manifest is not valid ({1}).</source>
        <translation>{0}：清单无效（{1}）。</translation>
    </message>
    <message>
        <source>{0}: “{1}” is not a model id (a-z, 0-9, &apos;.&apos;, &apos;_&apos;, &apos;-&apos;).</source>
        <translation>{0}：“{1}”不是模型标识（a-z、0-9、&apos;.&apos;、&apos;_&apos;、&apos;-&apos;）。</translation>
    </message>
    <message>
        <source>{0}: the manifest lists no files.</source>
        <translation>{0}：清单中没有列出文件。</translation>
    </message>
    <message>
        <source>{0}: “{1}” is not a file name inside the model&apos;s folder.</source>
        <translation>{0}：“{1}”不是模型文件夹内的文件名。</translation>
    </message>
    <message>
        <source>{0}: {1}: needs a SHA-256 of 64 hex digits and a size.</source>
        <translation>{0}：{1}：需要 64 位十六进制的 SHA-256 和大小。</translation>
    </message>
    <message>
        <source>{0}: “{1}” is not inside the model&apos;s folder.</source>
        <translation>{0}：“{1}”不在模型文件夹内。</translation>
    </message>
    <message>
        <source>{0} is no promptable segmenter (adapter “{1}”).</source>
        <translation>{0} 不是可提示的分割模型（适配器“{1}”）。</translation>
    </message>
    <message>
        <source>{0} is no detector that this version knows (“{1}”).</source>
        <translation>{0} 不是此版本已知的检测模型（“{1}”）。</translation>
    </message>
    <message>
        <source>{0} is a {1}, not a {2}.</source>
        <translation>{0} 是 {1}，不是 {2}。</translation>
    </message>
    <message>
        <source>The program&apos;s own files are missing; it looked in {0}. Please install it again.</source>
        <translation>缺少程序自身的文件；已在 {0} 中查找。请重新安装。</translation>
    </message>
    <message>
        <source>This is not a segment-anything checkpoint (it has no image_encoder.patch_embed.proj.weight).</source>
        <translation>这不是 segment-anything 的检查点（没有 image_encoder.patch_embed.proj.weight）。</translation>
    </message>
    <message>
        <source>{0}: the encoder does not say its input size.</source>
        <translation>{0}：编码器未说明输入大小。</translation>
    </message>
    <message>
        <source>{0} could not be loaded as a SAM: {1}</source>
        <translation>无法将 {0} 作为 SAM 加载：{1}</translation>
    </message>
    <message>
        <source>{0} is no readable checkpoint: {1}</source>
        <translation>{0} 不是可读取的检查点：{1}</translation>
    </message>
    <message>
        <source>{0} holds no state dict.</source>
        <translation>{0} 中没有 state dict。</translation>
    </message>
    <message>
        <source>The checkpoint does not fit SamModel: {0}</source>
        <translation>检查点与 SamModel 不符：{0}</translation>
    </message>
    <message>
        <source>The checkpoint does not fit {0}: {1}</source>
        <translation>检查点与 {0} 不符：{1}</translation>
    </message>
    <message>
        <source>{0} has no input “{1}”.</source>
        <translation>{0} 没有输入“{1}”。</translation>
    </message>
    <message>
        <source>{0} could not be run: {1}</source>
        <translation>无法运行 {0}：{1}</translation>
    </message>
    <message>
        <source>The model file {0} is missing. Install the model again.</source>
        <translation>缺少模型文件 {0}。请重新安装该模型。</translation>
    </message>
    <message>
        <source>{0} could not be loaded: {1}</source>
        <translation>无法加载 {0}：{1}</translation>
    </message>
    <message>
        <source>ONNX Runtime is not installed. Install one of the extras, for example: pip install &apos;hfpc-desktop[cpu]&apos;.</source>
        <translation>未安装 ONNX Runtime。请安装其中一个附加包，例如：pip install &apos;hfpc-desktop[cpu]&apos;。</translation>
    </message>
    <message>
        <source>This model needs PyTorch: pip install &apos;hfpc-desktop[torch]&apos;.</source>
        <translation>此模型需要 PyTorch：pip install &apos;hfpc-desktop[torch]&apos;。</translation>
    </message>
    <message>
        <source>This model needs transformers: pip install &apos;hfpc-desktop[torch]&apos;.</source>
        <translation>此模型需要 transformers：pip install &apos;hfpc-desktop[torch]&apos;。</translation>
    </message>
    <message>
        <source>The model could not be run: {0}</source>
        <translation>无法运行模型：{0}</translation>
    </message>
    <message>
        <source>The consistency weights cannot be read: {0}</source>
        <translation>无法读取一致性权重：{0}</translation>
    </message>
    <message>
        <source>The consistency weights are not monotone: a weight is negative or a span is not positive.</source>
        <translation>一致性权重不单调：有负权重或非正的区间。</translation>
    </message>
    <message>
        <source>{0} does not give two maps, four odds and six areas.</source>
        <translation>{0} 未给出两张图、四个几率和六个面积。</translation>
    </message>
    <message>
        <source>{0} returned values that are not finite numbers.</source>
        <translation>{0} 返回了非有限数值。</translation>
    </message>
    <message>
        <source>The feature network does not give levels at strides 4, 8, 16 and 32.</source>
        <translation>特征网络未给出步长 4、8、16、32 的层。</translation>
    </message>
    <message>
        <source>{0} does not give feature levels at strides 8, 16 and 32.</source>
        <translation>{0} 未给出步长 8、16、32 的特征层。</translation>
    </message>
    <message>
        <source>{0}: the feature levels do not fit together: {1}</source>
        <translation>{0}：特征层彼此不符：{1}</translation>
    </message>
    <message>
        <source>{0}: descriptors of shape {1} are not expected.</source>
        <translation>{0}：意外的描述符形状 {1}。</translation>
    </message>
    <message>
        <source>{0} returned features that are not finite numbers.</source>
        <translation>{0} 返回的特征含有非有限数值。</translation>
    </message>
    <message>
        <source>This is not a learned head of this version: {0}</source>
        <translation>这不是此版本的学习头：{0}</translation>
    </message>
    <message>
        <source>The reward model returned a value that is not a finite number.</source>
        <translation>背景分模型返回了非有限数值。</translation>
    </message>
    <message>
        <source>The measurement {0} is not a finite number.</source>
        <translation>测量值 {0} 不是有限数值。</translation>
    </message>
    <message>
        <source>Cannot read the reward head {0}: {1}</source>
        <translation>无法读取背景分头 {0}：{1}</translation>
    </message>
    <message>
        <source>{0} is not a reward head of this version: {1}</source>
        <translation>{0} 不是此版本的背景分头：{1}</translation>
    </message>
    <message>
        <source>The saliency model returned values that are not numbers.</source>
        <translation>显著性模型返回了非数值。</translation>
    </message>
    <message>
        <source>The text detector does not give one map.</source>
        <translation>文字检测模型未给出一张图。</translation>
    </message>
    <message>
        <source>The text recogniser does not fit its alphabet.</source>
        <translation>文字识别模型与其字符表不符。</translation>
    </message>
    <message>
        <source>{0}: a reward of another kind or version.</source>
        <translation>{0}：另一种类或版本的背景分模型。</translation>
    </message>
    <message>
        <source>{0}: not the description of a trained reward ({1}).</source>
        <translation>{0}：不是已训练背景分模型的描述（{1}）。</translation>
    </message>
    <message>
        <source>{0}: side and calibration must be finite, side and scale positive.</source>
        <translation>{0}：边长和校准必须有限，边长和缩放必须为正。</translation>
    </message>
    <message>
        <source>The trained reward returned a value that is not a finite number.</source>
        <translation>已训练的背景分模型返回了非有限数值。</translation>
    </message>
</context>
<context>
    <name>notes</name>
    <message>
        <source>Rotated by EXIF</source>
        <translation>按 EXIF 旋转</translation>
    </message>
    <message>
        <source>Profile → sRGB</source>
        <translation>配置文件 → sRGB</translation>
    </message>
    <message>
        <source>Profile ignored</source>
        <translation>忽略配置文件</translation>
    </message>
    <message>
        <source>CMYK</source>
        <translation>CMYK</translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation>16 位</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>浮点</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>调色板</translation>
    </message>
    <message>
        <source>Transparent</source>
        <translation>透明</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>首帧</translation>
    </message>
</context>
<context>
    <name>notices</name>
    <message>
        <source>Contact sheet written</source>
        <translation>联系表已写入</translation>
    </message>
    <message>
        <source>{0} pair taken out</source>
        <translation>已移出 {0} 个图对</translation>
    </message>
    <message>
        <source>{0} pairs taken out</source>
        <translation>已移出 {0} 个图对</translation>
    </message>
    <message>
        <source>Pairs that you decided or remarked on stay: {0}.</source>
        <translation>已决定或已备注的图对保留：{0}。</translation>
    </message>
    <message>
        <source>No new pair</source>
        <translation>没有新的图对</translation>
    </message>
    <message>
        <source>What was added is in the project already, or matches nothing in it.</source>
        <translation>加入的内容已在项目中，或与项目中的图片都不匹配。</translation>
    </message>
    <message>
        <source>{0} pair added</source>
        <translation>已加入 {0} 对</translation>
    </message>
    <message>
        <source>{0} pairs added</source>
        <translation>已加入 {0} 对</translation>
    </message>
    <message>
        <source>They stand at the end of the list until it is sorted again.</source>
        <translation>在重新排序之前，它们位于列表末尾。</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>Reward</source>
        <translation>背景分</translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>Reward and consistency of {0} pairs</source>
        <translation>{0} 对的背景分与一致性</translation>
    </message>
    <message>
        <source>{0} of {1} pairs</source>
        <translation>{0}（{1} 对）</translation>
    </message>
    <message>
        <source>{0}: review report</source>
        <translation>{0}：审阅报告</translation>
    </message>
    <message>
        <source>en</source>
        <translation>zh-CN</translation>
    </message>
    <message>
        <source>No pair matches this filter.</source>
        <translation>没有符合此筛选的图对。</translation>
    </message>
    <message>
        <source>Made by HFPC Desktop, {0}</source>
        <translation>由 HFPC Desktop 生成，{0}</translation>
    </message>
    <message>
        <source>Scores run from 0 to 1, higher is better. A missing score is no zero: the pair says why.</source>
        <translation>评分范围为 0 到 1，越高越好。缺失的评分不是 0：图对会说明原因。</translation>
    </message>
    <message>
        <source>{0} variant</source>
        <translation>{0} 个变体</translation>
    </message>
    <message>
        <source>{0} variants</source>
        <translation>{0} 个变体</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}{1}</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>图对</translation>
    </message>
    <message>
        <source>of {0} original</source>
        <translation>来自 {0} 张原图</translation>
    </message>
    <message>
        <source>of {0} originals</source>
        <translation>来自 {0} 张原图</translation>
    </message>
    <message>
        <source>Judged by the models</source>
        <translation>模型已评判</translation>
    </message>
    <message>
        <source>of {0} pairs with a clear verdict</source>
        <translation>在 {0} 对有明确结论的图对中</translation>
    </message>
    <message>
        <source>Person and models agree</source>
        <translation>人与模型一致</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0}%</translation>
    </message>
    <message>
        <source>Both scores</source>
        <translation>两项评分</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>Most frequent defects</source>
        <translation>最常见的缺陷</translation>
    </message>
    <message>
        <source>Sort: as in the list</source>
        <translation>排序：与列表相同</translation>
    </message>
    <message>
        <source>Sort: approval</source>
        <translation>排序：通过率</translation>
    </message>
    <message>
        <source>Sort: reward</source>
        <translation>排序：背景分</translation>
    </message>
    <message>
        <source>Sort: consistency</source>
        <translation>排序：一致性</translation>
    </message>
    <message>
        <source>Sort: name</source>
        <translation>排序：名称</translation>
    </message>
    <message>
        <source>Find by name or note</source>
        <translation>按名称或备注查找</translation>
    </message>
    <message>
        <source>{0} of {1} shown</source>
        <translation>显示 {0}/{1}</translation>
    </message>
    <message>
        <source>Every decision</source>
        <translation>所有决定</translation>
    </message>
    <message>
        <source>Every verdict</source>
        <translation>所有结论</translation>
    </message>
    <message>
        <source>Every defect</source>
        <translation>所有缺陷</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>By original</source>
        <translation>按原图分组</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>标出区域</translation>
    </message>
    <message>
        <source>Picture not readable</source>
        <translation>图片无法读取</translation>
    </message>
    <message>
        <source>Person:</source>
        <translation>人工：</translation>
    </message>
    <message>
        <source>Models:</source>
        <translation>模型：</translation>
    </message>
    <message>
        <source>Mask wrong</source>
        <translation>蒙版有误</translation>
    </message>
    <message>
        <source>Score wrong</source>
        <translation>评分有误</translation>
    </message>
</context>
<context>
    <name>scan</name>
    <message>
        <source>Unclear originals</source>
        <translation>原图不明确</translation>
    </message>
    <message>
        <source>Each could belong to several originals. Rename them, or name the pairs in a manifest (CSV or JSON lines).</source>
        <translation>每个都可能属于多张原图。请改名，或在清单（CSV 或 JSON 行）中指明图对。</translation>
    </message>
    <message>
        <source>Generated images alone</source>
        <translation>无原图的生成图</translation>
    </message>
    <message>
        <source>No original carries the start of their name. A generated image is named like its original: chair.png and chair_02.png.</source>
        <translation>没有原图的名称与其开头相同。生成图要以原图命名：chair.png 与 chair_02.png。</translation>
    </message>
    <message>
        <source>Originals alone</source>
        <translation>无生成图的原图</translation>
    </message>
    <message>
        <source>No generated image belongs to them; they are left out.</source>
        <translation>没有属于它们的生成图，未纳入。</translation>
    </message>
    <message>
        <source>Not usable</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>These could not be listed or read.</source>
        <translation>无法列出或读取。</translation>
    </message>
    <message>
        <source>Masks not used</source>
        <translation>未使用的蒙版</translation>
    </message>
    <message>
        <source>No original has their name.</source>
        <translation>没有同名的原图。</translation>
    </message>
</context>
<context>
    <name>start</name>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>en</source>
        <translation>zh_CN</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
</context>
</TS>
